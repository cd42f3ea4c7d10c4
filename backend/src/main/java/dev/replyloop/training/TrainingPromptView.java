package dev.replyloop.training;

import java.time.Instant;
import java.util.UUID;

/** A training prompt as the API shows it. */
public record TrainingPromptView(
        UUID id, UUID feedbackId, UUID messageId, String prompt, int rating, Instant createdAt, Instant updatedAt) {

    /** Shows a stored training prompt. */
    public static TrainingPromptView of(TrainingPrompt stored) {
        return new TrainingPromptView(
                stored.id,
                stored.id,
                stored.messageId,
                stored.prompt,
                stored.rating,
                stored.createdAt,
                stored.updatedAt);
    }
}
