package dev.replyloop.feedback;

import java.util.UUID;

/**
 * The answer to one verdict, given once it is durable.
 *
 * @param id the feedback's id
 * @param messageId the helpdesk's id of the customer message
 * @param trainingPromptId the id of the training prompt built from it
 * @param outcome what became of the verdict
 */
public record FeedbackReceipt(UUID id, UUID messageId, UUID trainingPromptId, Outcome outcome) {

    /** 201 for a new feedback, else 200. */
    int status() {
        return outcome == Outcome.CREATED ? 201 : 200;
    }
}
