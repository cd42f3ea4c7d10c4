package dev.replyloop.feedback;

import dev.replyloop.shared.Page;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A page of feedback, newest first.
 *
 * @param nextCursor what to send as {@code cursor} for the next page; null where this is the last
 */
public record FeedbackPage(List<FeedbackView> items, String nextCursor) {

    /** Finds the page of a query. */
    static Uni<FeedbackPage> find(FeedbackQuery query, int limit) {
        return query.page(limit).map(FeedbackPage::of);
    }

    /** @param names how agents' ids are shown */
    FeedbackPage withAgents(UnaryOperator<String> names) {
        return new FeedbackPage(
                items.stream().map(item -> item.withAgent(names)).toList(), nextCursor);
    }

    private static FeedbackPage of(Page<Feedback> page) {
        return new FeedbackPage(
                page.show(FeedbackView::of),
                page.nextCursor(last -> FeedbackCursor.after(last).encode()));
    }
}
