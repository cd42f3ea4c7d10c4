package dev.replyloop.feedback;

import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A feedback as the API lists it. */
public record FeedbackView(
        UUID id,
        UUID messageId,
        String message,
        String aiReplyId,
        String aiReply,
        boolean useful,
        String agentReply,
        boolean overridden,
        Reason reason,
        String comment,
        String agentId,
        String channel,
        String model,
        Instant occurredAt,
        Instant receivedAt,
        UUID promptId,
        String traceId) {

    /** @param names how agents' ids are shown */
    FeedbackView withAgent(UnaryOperator<String> names) {
        return new FeedbackView(
                id,
                messageId,
                message,
                aiReplyId,
                aiReply,
                useful,
                agentReply,
                overridden,
                reason,
                comment,
                names.apply(agentId),
                channel,
                model,
                occurredAt,
                receivedAt,
                promptId,
                traceId);
    }

    static FeedbackView of(Feedback stored) {
        return new FeedbackView(
                stored.id,
                stored.customerMessage.id,
                stored.customerMessage.message,
                HexFormat.of().formatHex(stored.aiReplyId),
                stored.aiReply,
                stored.useful,
                stored.agentReply,
                stored.overridden,
                stored.reason,
                stored.comment,
                stored.agentId,
                stored.channel,
                stored.model,
                stored.occurredAt,
                stored.receivedAt,
                stored.promptId,
                stored.traceId);
    }
}
