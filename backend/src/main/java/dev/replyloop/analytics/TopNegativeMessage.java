package dev.replyloop.analytics;

import java.time.Instant;
import java.util.UUID;

/**
 * One of the most rejected replies. Message and agent reply come together from its latest rejection with an override,
 * else from its latest.
 *
 * @param feedbackId of that rejection
 * @param aiReplyId SHA-256 of the AI reply, in hexadecimal; filters the feedback list
 * @param rejections how often it was rejected in the window
 * @param lastRejectedAt when it last was, in the window
 */
public record TopNegativeMessage(
        UUID feedbackId,
        UUID messageId,
        String message,
        String aiReplyId,
        String aiReply,
        String agentReply,
        long rejections,
        Instant lastRejectedAt) {}
