package dev.replyloop.feedback;

import dev.replyloop.shared.Page;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * A page of feedback, newest first.
 *
 * @param nextCursor what to send as {@code cursor} for the next page; null where this is the last
 */
public record FeedbackPage(List<FeedbackView> items, String nextCursor) {

    /** Finds the page of a query. */
    static Uni<FeedbackPage> find(FeedbackQuery query, int limit) {
        return query.list(limit + 1).map(found -> of(found, limit));
    }

    private static FeedbackPage of(List<Feedback> found, int limit) {
        return new FeedbackPage(
                Page.items(found, limit).stream().map(FeedbackView::of).toList(),
                Page.nextCursor(found, limit, last -> FeedbackCursor.after(last).encode()));
    }
}
