package dev.replyloop.access;

import jakarta.inject.Singleton;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts calls of each caller by token buckets, in memory: every instance for itself. */
@Singleton
class RateLimiter {

    private static final int MAX_BUCKETS = 50_000;
    private static final double NANOS_A_MINUTE = 60e9;

    private record Key(String caller, Rate rate) {}

    private static final class Bucket {
        private double tokens;
        private long at;
    }

    /**
     * What is left to a caller.
     *
     * @param seconds until the next call is taken, 0 where this one was
     * @param remaining calls that would be taken at once
     */
    record Left(int seconds, int remaining) {}

    /** The least recently used first, so that those are forgotten. */
    private final Map<Key, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    /** Takes one call, if the caller has one left. */
    synchronized Left take(String caller, Rate rate, long nanos) {
        Bucket bucket = buckets.computeIfAbsent(new Key(caller, rate), key -> {
            Bucket full = new Bucket();
            full.tokens = rate.burst();
            full.at = nanos;
            return full;
        });
        if (buckets.size() > MAX_BUCKETS) {
            Iterator<Key> oldest = buckets.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        double perNano = rate.perMinute() / NANOS_A_MINUTE;
        bucket.tokens = Math.min(rate.burst(), bucket.tokens + (nanos - bucket.at) * perNano);
        bucket.at = nanos;
        if (bucket.tokens >= 1) {
            bucket.tokens--;
            return new Left(0, (int) bucket.tokens);
        }
        return new Left((int) Math.ceil((1 - bucket.tokens) / perNano / 1e9), 0);
    }
}
