package dev.replyloop.topics;

import dev.replyloop.shared.Text;

/**
 * What a person corrects about a topic.
 *
 * @param name as it came, without white space around it; null: stays
 * @param hidden null: stays
 */
public record CorrectTopic(
        @Text(max = NAME_MAX, mayBeBlank = false) String name, Boolean hidden) {

    /** The most code points of a topic's name. */
    static final int NAME_MAX = 80;

    public CorrectTopic {
        name = name == null ? null : name.strip();
    }
}
