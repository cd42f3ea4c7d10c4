package dev.replyloop.shared.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/** Ends an answer that was begun and can't be finished. */
public final class AbortedAnswer {

    private AbortedAnswer() {}

    /** Closes the connection at once, so that the client sees that the rest is missing. Called on a worker thread. */
    public static void breakOff(RoutingContext routing) {
        if (routing.request().connection() instanceof ConnectionBase connection) {
            Channel channel = connection.channel();
            channel.eventLoop()
                    .submit(() -> {
                        // From the first handler on: the others would wait until what is written is taken, and an end
                        // could
                        // follow it. Of a connection that is closed already there is none.
                        ChannelHandlerContext first = channel.pipeline().firstContext();
                        if (first != null) {
                            first.close();
                        }
                    })
                    .syncUninterruptibly();
        } else {
            routing.response().reset();
        }
    }
}
