package dev.replyloop.review;

import dev.replyloop.feedback.FeedbackCursor;
import dev.replyloop.feedback.FeedbackQuery;
import dev.replyloop.shared.SqlFile;
import dev.replyloop.training.TrainingPrompt;
import dev.replyloop.training.TrainingPromptView;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;

/**
 * A page of training prompts, newest verdict first.
 *
 * @param nextCursor what to send as {@code cursor} for the next page; null where this is the last
 */
public record TrainingPromptPage(List<TrainingPromptView> items, String nextCursor) {

    private static final String SIZES = SqlFile.read("training/sizes.sql");

    static Uni<TrainingPromptPage> find(FeedbackQuery query, int limit) {
        return query.page(limit, SIZES, TrainingPromptPage::load)
                .map(page -> new TrainingPromptPage(
                        page.show(TrainingPromptView::of),
                        page.nextCursor(last -> new FeedbackCursor(last.occurredAt, last.id).encode())));
    }

    private static Uni<List<TrainingPrompt>> load(List<UUID> ids) {
        return TrainingPrompt.<TrainingPrompt>find("id in (?1) order by occurredAt desc, id desc", ids)
                .list();
    }
}
