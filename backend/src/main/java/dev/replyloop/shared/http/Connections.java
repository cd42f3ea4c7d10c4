package dev.replyloop.shared.http;

import dev.replyloop.shared.problem.ProblemException;
import dev.replyloop.shared.problem.ProblemType;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Puts on each connection what works below HTTP. Quarkus has no hook for new connections, so the first request leads to the
 * socket that accepts them; from then on they are prepared before their first byte is read.
 */
@Singleton
class Connections {

    private static final AttributeKey<Turns> TURNS = AttributeKey.valueOf("replyloop.turns");
    private static final int MAX_NESTED = 8;

    private final PendingResponseBytes unread;
    private final InvalidRequests invalid;
    private final ProblemAnswers answers;
    private volatile boolean stopping;

    Connections(PendingResponseBytes unread, InvalidRequests invalid, ProblemAnswers answers) {
        this.unread = unread;
        this.invalid = invalid;
        this.answers = answers;
    }

    /** How deep in each other the requests of one connection are being handled. Of its event loop alone. */
    private static final class Turns {
        private int nested;
    }

    void register(@Observes Filters filters) {
        filters.register(this::enter, FilterOrder.CONNECTION);
    }

    void stop(@Observes ShutdownEvent stopped) {
        stopping = true;
    }

    private void enter(RoutingContext routing) {
        if (stopping) {
            refuse(routing);
        } else if (routing.request().connection() instanceof ConnectionBase connection) {
            takeTurn(routing, prepared(connection.channel()));
        } else {
            routing.next();
        }
    }

    /** What the request needs may be gone already, while connections are still open. */
    private void refuse(RoutingContext routing) {
        routing.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        answers.refuse(
                routing,
                ProblemException.of(ProblemType.OVERLOADED, "This instance is being stopped; please send it again."));
        routing.request().connection().close();
    }

    /**
     * Requests that were sent without waiting are begun within the end of the answer before: thousands that are answered at
     * once would overflow the stack.
     */
    private static void takeTurn(RoutingContext routing, Turns turns) {
        if (turns.nested >= MAX_NESTED) {
            routing.vertx().getOrCreateContext().runOnContext(later -> takeTurn(routing, turns));
            return;
        }
        turns.nested++;
        try {
            routing.next();
        } finally {
            turns.nested--;
        }
    }

    private Turns prepared(Channel channel) {
        Turns turns = channel.attr(TURNS).get();
        if (turns == null) {
            turns = new Turns();
            channel.attr(TURNS).set(turns);
            Channel listening = channel.parent();
            if (listening != null && listening.attr(TURNS).compareAndSet(null, turns)) {
                listening.pipeline().addFirst(new Accepting());
            }
            // The last one added stands next to the socket.
            channel.pipeline()
                    .addFirst(new InvalidRequestWatch(invalid))
                    .addFirst(new ResponseBackpressureWatch(unread));
        }
        return turns;
    }

    /** Prepares connections as they are accepted. */
    private final class Accepting extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object accepted) {
            if (accepted instanceof Channel channel) {
                channel.attr(TURNS).set(new Turns());
                channel.pipeline().addLast(new ResponseBackpressureWatch(unread), new InvalidRequestWatch(invalid));
            }
            ctx.fireChannelRead(accepted);
        }
    }
}
