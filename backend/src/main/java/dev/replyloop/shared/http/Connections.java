package dev.replyloop.shared.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Puts on each connection what works below HTTP. Quarkus has no hook for new connections, so the first request leads to the
 * socket that accepts them; from then on they are prepared before their first byte is read.
 */
@ApplicationScoped
class Connections {

    private static final AttributeKey<Boolean> PREPARED = AttributeKey.valueOf("replyloop.prepared");

    private final UnreadAnswers unread;
    private final InvalidRequests invalid;

    Connections(UnreadAnswers unread, InvalidRequests invalid) {
        this.unread = unread;
        this.invalid = invalid;
    }

    void register(@Observes Filters filters) {
        filters.register(this::prepare, FilterOrder.CONNECTION);
    }

    private void prepare(RoutingContext routing) {
        if (routing.request().connection() instanceof ConnectionBase connection) {
            Channel channel = connection.channel();
            if (isFirst(channel)) {
                Channel listening = channel.parent();
                if (listening != null && isFirst(listening)) {
                    listening.pipeline().addFirst(new Accepting());
                }
                // The last one added stands next to the socket.
                channel.pipeline().addFirst(new InvalidRequestWatch(invalid)).addFirst(new UnreadWatch(unread));
            }
        }
        routing.next();
    }

    private static boolean isFirst(Channel channel) {
        return !channel.hasAttr(PREPARED) && channel.attr(PREPARED).compareAndSet(null, true);
    }

    /** Prepares connections as they are accepted. */
    private final class Accepting extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object accepted) {
            if (accepted instanceof Channel channel && isFirst(channel)) {
                channel.pipeline().addLast(new UnreadWatch(unread), new InvalidRequestWatch(invalid));
            }
            ctx.fireChannelRead(accepted);
        }
    }
}
