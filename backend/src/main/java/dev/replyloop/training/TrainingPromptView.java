package dev.replyloop.training;

import java.time.Instant;
import java.util.UUID;

/**
 * A training prompt as the API shows it.
 *
 * @param changedSinceReview its text is another than the one that was approved or excluded
 * @param taughtReply the reply that is taught and exported; null where none is known
 * @param editedReply what a reviewer wrote instead of the agent's reply; null where that stands
 * @param reviewedBy who reviewed it last, as they were called then; null where nobody has
 * @param revision what {@code If-Match} takes, without its quotes
 */
public record TrainingPromptView(
        UUID id,
        UUID feedbackId,
        UUID messageId,
        String prompt,
        int rating,
        Instant createdAt,
        Instant updatedAt,
        Review review,
        boolean changedSinceReview,
        String taughtReply,
        String editedReply,
        String note,
        String reviewedBy,
        Instant reviewedAt,
        String revision) {

    /** Shows a stored training prompt. */
    public static TrainingPromptView of(TrainingPrompt stored) {
        return new TrainingPromptView(
                stored.id,
                stored.id,
                stored.messageId,
                stored.prompt,
                stored.rating,
                stored.createdAt,
                stored.updatedAt,
                stored.review,
                stored.changedSinceReview,
                stored.taughtReply,
                stored.editedReply,
                stored.note,
                stored.reviewedBy,
                stored.reviewedAt,
                stored.revision);
    }
}
