package dev.replyloop.prompts;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.UUID;

/**
 * A prompt that is ready for a chat model.
 *
 * @param promptId to be sent with the feedback on the reply that the model gives; null of a preview
 * @param examples the most valuable first; in the messages the nearest is the last
 * @param heldOut whether examples were found and withheld, to measure what they are worth
 * @param waiting how much feedback has not been looked at yet, and can't be found by its meaning; counted up to 100,000
 */
public record LearnedPrompt(
        UUID promptId,
        List<ChatMessage> messages,
        List<Example> examples,
        FoundBy foundBy,
        boolean heldOut,
        long waiting) {

    public record ChatMessage(Role role, String content) {}

    public enum Role {
        @JsonProperty("system")
        SYSTEM,
        @JsonProperty("user")
        USER,
        @JsonProperty("assistant")
        ASSISTANT
    }

    public enum FoundBy {
        MEANING,
        WORDS
    }
}
