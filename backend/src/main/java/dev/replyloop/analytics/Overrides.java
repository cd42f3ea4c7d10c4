package dev.replyloop.analytics;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * The frequent override cases of a window: what the AI keeps saying, and what agents send instead.
 *
 * @param items the most frequent first
 */
public record Overrides(LocalDate from, LocalDate to, String timeZone, List<Case> items) {

    /**
     * Within a topic, two or more AI replies that are alike but for letter case, digits and white space and that agents replaced.
     * It is shown by its typical override: the one whose agent reply is most like the others'.
     *
     * @param overrideCase which wording; with its topic it filters the feedback list
     * @param message the question, of the typical override
     * @param feedbackId the typical override
     * @param aiReplyId SHA-256 of the AI reply, in hexadecimal; filters the feedback list
     * @param aiReply the one that was replaced most often; of the typical override where none was replaced twice
     * @param agentReply of the typical override
     * @param count how many overrides
     * @param share how many of the topic's overrides in the window these are, from 0 to 1
     * @param compared that share on the window's whole days, against as many before; null where the window has none
     */
    public record Case(
            TopicName topic,
            String overrideCase,
            String message,
            UUID messageId,
            UUID feedbackId,
            String aiReplyId,
            String aiReply,
            String agentReply,
            long count,
            double share,
            Comparison compared) {}

    /** Which topic. */
    public record TopicName(UUID id, String name) {}
}
