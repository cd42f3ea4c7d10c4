package dev.replyloop.feedback;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * All that is held about one customer message.
 *
 * @param erased whether it was erased: its id alone is held then
 * @param message as it came last; null where no verdict on it is left
 * @param messageAt when that text was judged
 * @param topic what it was found to be about; null where nothing was
 * @param embedded whether its vector is held
 * @param feedback every verdict on it, with its training prompt
 * @param inContextOf feedback on other messages whose conversation has this one among its earlier turns
 * @param inPrompts prompts that it was an example in
 */
public record MessageData(
        UUID messageId,
        boolean erased,
        String message,
        Instant messageAt,
        MessageTopic topic,
        boolean embedded,
        List<FeedbackDetail> feedback,
        List<UUID> inContextOf,
        List<UUID> inPrompts) {

    /** @param names how agents' ids are shown */
    MessageData withAgents(UnaryOperator<String> names) {
        return new MessageData(
                messageId,
                erased,
                message,
                messageAt,
                topic,
                embedded,
                feedback.stream().map(one -> one.withAgent(names)).toList(),
                inContextOf,
                inPrompts);
    }

    /** The topic that a message is in. */
    public record MessageTopic(UUID id, String name) {}
}
