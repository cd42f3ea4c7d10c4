package dev.replyloop.prompts;

import java.util.UUID;

/**
 * A past customer message with its right reply, both masked.
 *
 * @param similarity by meaning the cosine of the two messages' vectors, by words the share of the new message's words; 1 at most
 */
public record Example(UUID feedbackId, String message, String reply, Kind kind, Trust trust, double similarity) {

    public enum Kind {
        /** An agent sent the reply, because the AI was wrong. */
        OVERRIDE,
        /** The AI's own reply, which an agent found useful. */
        USEFUL
    }

    public enum Trust {
        /** One agent's verdict. */
        SINGLE,
        /** Two agents' right replies to near messages say the same. */
        AGREED,
        /** A reviewer approved it. */
        APPROVED
    }

    int characters() {
        return message.codePointCount(0, message.length()) + reply.codePointCount(0, reply.length());
    }
}
