package dev.replyloop.shared.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.Http1xServerConnection;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.net.impl.VertxHandler;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.concurrent.TimeUnit;

/**
 * Has requests that can't be parsed answered by {@link InvalidRequests} instead of Vert.x and Quarkus, and ends their
 * connections so that the answer can be read: closing while the client still sends would throw the answer away.
 */
final class InvalidRequestWatch extends ChannelDuplexHandler {

    private static final AttributeKey<Boolean> LINGERING = AttributeKey.valueOf("replyloop.lingering");
    private static final long LINGER_SECONDS = 2;

    private final InvalidRequests invalid;
    private boolean installed;
    private boolean closing;

    InvalidRequestWatch(InvalidRequests invalid) {
        this.invalid = invalid;
    }

    /** Lets a client that is still sending read what was answered before its connection is closed. */
    static void lingerAtEnd(HttpConnection connection) {
        if (connection instanceof ConnectionBase base) {
            base.channel().attr(LINGERING).set(true);
            base.flush();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (closing) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (!installed) {
            install(ctx);
        }
        ctx.fireChannelRead(message);
    }

    /** With TLS, HTTP is there after the handshake. */
    private void install(ChannelHandlerContext ctx) {
        ChannelHandlerContext http = ctx.pipeline().context(VertxHandler.class);
        if (http != null && http.handler() instanceof VertxHandler<?> handler) {
            installed = true;
            if (handler.getConnection() instanceof Http1xServerConnection connection) {
                connection.invalidRequestHandler(invalid::answer);
                ctx.pipeline().addBefore(http.name(), null, new TargetCheck());
            }
        }
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        Channel channel = ctx.channel();
        if (Boolean.TRUE.equals(channel.attr(LINGERING).getAndSet(false)) && channel instanceof DuplexChannel duplex) {
            closing = true;
            duplex.shutdownOutput();
            ctx.executor().schedule(() -> ctx.close(promise), LINGER_SECONDS, TimeUnit.SECONDS);
        } else {
            ctx.close(promise);
        }
    }

    /** Quarkus would answer an address that is none without a word. */
    private static final class TargetCheck extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof HttpRequest request
                    && request.decoderResult().isSuccess()
                    && !isPlain(request.uri())) {
                try {
                    new URI(request.uri());
                } catch (URISyntaxException e) {
                    request.setDecoderResult(DecoderResult.failure(e));
                }
            }
            ctx.fireChannelRead(message);
        }

        /** Nearly all are, and parsing each would cost more than the rest of what is done here. */
        private static boolean isPlain(String uri) {
            for (int i = 0; i < uri.length(); i++) {
                char c = uri.charAt(i);
                if (!(c >= 'a' && c <= 'z'
                        || c >= '-' && c <= '9'
                        || c >= 'A' && c <= 'Z'
                        || c == '='
                        || c == '&'
                        || c == '?')) {
                    return false;
                }
            }
            return true;
        }
    }
}
