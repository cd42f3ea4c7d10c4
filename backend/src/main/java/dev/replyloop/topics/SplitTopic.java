package dev.replyloop.topics;

import dev.replyloop.shared.Text;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/**
 * That a message is about something of its own.
 *
 * @param messageId in the topic that is split
 * @param name the new topic's, as it came, without white space around it
 */
public record SplitTopic(
        @NotNull(message = REQUIRED) UUID messageId,

        @NotNull(message = REQUIRED) @Text(max = CorrectTopic.NAME_MAX, mayBeBlank = false)
        String name) {

    private static final String REQUIRED = "is required";

    public SplitTopic {
        name = name == null ? null : name.strip();
    }
}
