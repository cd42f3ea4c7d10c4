package dev.replyloop.shared.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Counts what one connection has not taken of its answers, and ends it when it takes nothing for too long. It stands next to
 * the socket, and looks at a clock only while something waits.
 */
final class ResponseBackpressureWatch extends ChannelDuplexHandler {

    private static final Logger LOG = Logger.getLogger(ResponseBackpressureWatch.class);
    /** Less than this is nothing: a client that takes a byte now and then holds as much memory. */
    private static final long STEP_BYTES = 16 << 10;

    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int LOOKS = 10;

    private final PendingResponseBytes unread;

    // Of the event loop alone.
    private long counted;
    private long written;
    private boolean watching;
    private long takenAtMark;
    private long markedAt;

    ResponseBackpressureWatch(PendingResponseBytes unread) {
        this.unread = unread;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf bytes) {
            written += bytes.readableBytes();
        }
        ctx.write(message, promise);
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        ctx.flush();
        look(ctx);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        look(ctx);
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        count(0);
        ctx.fireChannelInactive();
    }

    private void look(ChannelHandlerContext ctx) {
        ChannelOutboundBuffer waiting = ctx.channel().unsafe().outboundBuffer();
        count(waiting == null ? 0 : waiting.totalPendingWriteBytes());
        if (counted > 0 && !watching) {
            watching = true;
            mark(waiting);
            lookAgain(ctx);
        }
    }

    private void lookAgain(ChannelHandlerContext ctx) {
        long pause = Math.min(LONGEST_PAUSE_NANOS, unread.patienceNanos() / LOOKS);
        ctx.executor().schedule(() -> judge(ctx), pause, TimeUnit.NANOSECONDS);
    }

    private void judge(ChannelHandlerContext ctx) {
        look(ctx);
        ChannelOutboundBuffer waiting = ctx.channel().unsafe().outboundBuffer();
        if (counted == 0 || waiting == null) {
            watching = false;
            return;
        }
        if (taken(waiting) - takenAtMark >= STEP_BYTES) {
            mark(waiting);
        }
        if (System.nanoTime() - markedAt >= unread.patienceNanos()) {
            LOG.debugf("Ending a connection that takes nothing of %d bytes", counted);
            unread.countEnded();
            // Past the other handlers, who would wait until what is written is taken.
            ctx.close();
        } else {
            lookAgain(ctx);
        }
    }

    private void mark(ChannelOutboundBuffer waiting) {
        takenAtMark = taken(waiting);
        markedAt = System.nanoTime();
    }

    private long taken(ChannelOutboundBuffer waiting) {
        return written - waiting.totalPendingWriteBytes() + waiting.currentProgress();
    }

    private void count(long now) {
        if (now != counted) {
            unread.count(now - counted);
            counted = now;
        }
    }
}
