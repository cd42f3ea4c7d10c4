package dev.replyloop.shared.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.internal.PlatformDependent;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of answers wait for clients to take them, over all connections. */
@Singleton
class PendingResponseBytes {

    private static final int SHARE_OF_DIRECT_MEMORY = 4;
    private static final int TENTH = 10;

    private final long limit;
    private final long patienceNanos;
    private final AtomicLong waiting = new AtomicLong();
    private final Counter ended;

    PendingResponseBytes(HttpConfig config, MeterRegistry metrics) {
        this.limit = config.unreadBytes()
                .map(size -> size.asLongValue())
                .orElseGet(() -> PlatformDependent.maxDirectMemory() / SHARE_OF_DIRECT_MEMORY);
        this.patienceNanos = config.unreadPatience().toNanos();
        this.ended = metrics.counter("replyloop.http.unread.ended");
        Gauge.builder("replyloop.http.unread.bytes", waiting, AtomicLong::get).register(metrics);
    }

    /** Counts what one connection has waiting: more than before, or less. */
    void count(long change) {
        waiting.addAndGet(change);
    }

    /** Counts a connection that was ended, as it took nothing. */
    void countEnded() {
        ended.increment();
    }

    /** For how long a connection may take nothing, in nanoseconds: less while there is no room. */
    long patienceNanos() {
        return isFull() ? patienceNanos / TENTH : patienceNanos;
    }

    /** Whether so much waits that nothing large should be added. */
    boolean isFull() {
        return waiting.get() >= limit;
    }
}
