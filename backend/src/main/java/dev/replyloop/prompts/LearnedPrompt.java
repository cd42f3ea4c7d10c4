package dev.replyloop.prompts;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A prompt that is ready for a chat model.
 *
 * @param examples the most valuable first; in the messages the nearest is the last
 * @param waiting how much feedback has not been looked at yet, and can't be found by its meaning; counted up to 100,000
 */
public record LearnedPrompt(List<ChatMessage> messages, List<Example> examples, FoundBy foundBy, long waiting) {

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
