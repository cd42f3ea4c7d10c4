package dev.replyloop.analytics;

/** Feedback counted over some days. */
record Counts(long total, long useful, long overridden) {

    static final Counts NONE = new Counts(0, 0, 0);

    Counts plus(Counts other) {
        return new Counts(total + other.total, useful + other.useful, overridden + other.overridden);
    }

    long notUseful() {
        return total - useful;
    }
}
