package dev.replyloop.topics.clustering;

/** When to group again: seldom enough that people can get used to their topics, often enough to see what is new. */
public final class ClusteringSchedule {

    /** Fewer messages hold no topics worth the name. */
    public static final int FIRST = 300;

    private static final int MAX_GROWTH = 1_000;
    /** A tenth more: larger steps move more messages from topic to topic at a time, and find what is new later. */
    private static final int MIN_GROWTH = 10;

    private ClusteringSchedule() {}

    /** At how many messages the next regrouping is due. @param lastAt at how many the last one was, 0 for none */
    public static int next(int lastAt) {
        return lastAt < FIRST ? FIRST : lastAt + Math.min(MAX_GROWTH, lastAt / MIN_GROWTH);
    }
}
