package dev.replyloop.feedback;

import io.smallrye.mutiny.Uni;

/**
 * How much feedback matches.
 *
 * @param count from 0 to {@link #MAX}
 * @param more whether there is more than that
 */
public record FeedbackCount(int count, boolean more) {

    /** Counting stops here: what it costs must not grow with the feedback stored. */
    static final int MAX = 1_000;

    /** Counts what a query matches. */
    public static Uni<FeedbackCount> of(FeedbackQuery query) {
        return query.count(MAX + 1).map(found -> new FeedbackCount(Math.min(found, MAX), found > MAX));
    }
}
