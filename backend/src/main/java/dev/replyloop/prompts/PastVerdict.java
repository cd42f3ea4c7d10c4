package dev.replyloop.prompts;

import java.time.Instant;
import java.util.UUID;

/**
 * A verdict on a message that is like the new one.
 *
 * @param message what the customer wrote of the matter
 * @param agentReply null where there is none
 * @param agentId null where it is not known
 * @param similarity of its message to the new one, 1 at most
 */
record PastVerdict(
        UUID feedbackId,
        UUID messageId,
        String message,
        String aiReply,
        String agentReply,
        boolean useful,
        boolean overridden,
        String agentId,
        Instant occurredAt,
        double similarity) {

    boolean hasRightReply() {
        return useful || overridden;
    }

    /** Only where {@link #hasRightReply()}. */
    String rightReply() {
        return useful ? aiReply : agentReply;
    }
}
