package dev.replyloop.feedback;

/**
 * The rows that one counter is spread over, so that writers don't queue on it. Readers add them up. Transactions of several
 * statements have as many of their own, after these.
 */
public final class CounterShards {

    /** Shards are numbered from 0 to one less than this. */
    public static final int COUNT = 16;

    private CounterShards() {}
}
