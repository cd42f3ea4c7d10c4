package dev.replyloop.analytics;

import java.util.List;

/** What was counted on one reporting day for the replies that were rejected repeatedly. */
record RejectionDay(List<Group> groups) {

    /**
     * The counters of one channel, model and reason, packed: one element a reply in each array, which nobody changes.
     *
     * @param replies the replies' numbers
     * @param lastMicros when each was last rejected, in microseconds since 1970
     */
    record Group(
            String channel,
            String model,
            String reason,
            int[] replies,
            int[] totals,
            int[] overridden,
            long[] lastMicros) {}

    /** How many counters it holds. */
    int size() {
        return groups.stream().mapToInt(group -> group.replies.length).sum();
    }
}
