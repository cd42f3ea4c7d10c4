package dev.replyloop.counters;

/**
 * The advisory locks by which instances take turns at the counters. Who needs both takes them in this order. The numbers are
 * any that nobody else uses.
 */
final class CounterLocks {

    /** Held to recount, and to join shards: both write the shard that no writer of verdicts uses. */
    static final int SHARDS = 7351;
    /** Held to fold the journal of rejections: one at a time decides which replies were rejected repeatedly. */
    static final int REJECTIONS = 7353;

    private CounterLocks() {}
}
