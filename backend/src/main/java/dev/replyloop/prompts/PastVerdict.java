package dev.replyloop.prompts;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;

/**
 * A verdict on a message that is like the new one.
 *
 * @param message what the customer wrote of the matter
 * @param agentReply what is taught instead of the AI reply: the agent's, or a reviewer's; null where there is none
 * @param overridden not useful, with such a reply
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
        boolean approved,
        double similarity) {

    /** @param row as verdicts-on-messages.sql gives them */
    static PastVerdict of(Row row, double similarity) {
        return new PastVerdict(
                row.getUUID("feedback_id"),
                row.getUUID("message_id"),
                row.getString("message"),
                row.getString("ai_reply"),
                row.getString("agent_reply"),
                row.getBoolean("useful"),
                Boolean.TRUE.equals(row.getBoolean("overridden")),
                row.getString("agent_id"),
                row.getOffsetDateTime("occurred_at").toInstant(),
                Boolean.TRUE.equals(row.getBoolean("approved")),
                similarity);
    }

    PastVerdict withMessage(String other) {
        return new PastVerdict(
                feedbackId,
                messageId,
                other,
                aiReply,
                agentReply,
                useful,
                overridden,
                agentId,
                occurredAt,
                approved,
                similarity);
    }

    PastVerdict withSimilarity(double other) {
        return new PastVerdict(
                feedbackId,
                messageId,
                message,
                aiReply,
                agentReply,
                useful,
                overridden,
                agentId,
                occurredAt,
                approved,
                other);
    }

    boolean hasRightReply() {
        return useful || overridden;
    }

    /** Only where {@link #hasRightReply()}. */
    String rightReply() {
        return useful ? aiReply : agentReply;
    }
}
