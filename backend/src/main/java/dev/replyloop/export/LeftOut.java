package dev.replyloop.export;

/** Why a training prompt is not in a training file. */
public enum LeftOut {
    /** A reviewer excluded it. */
    EXCLUDED,
    /** A key that stands in a web page posted it, and no reviewer approved it. */
    UNTRUSTED,
    /** The agent's reply is the AI's but for spaces and case. */
    SAME_SIDES,
    /** The right reply is none: one word, a link alone, a pointer to a ticket. */
    NO_REPLY,
    /** A newer verdict says the opposite of the same reply, to a message that means the same. */
    CONTRADICTED,
    /** Newer ones say the same, but for names, numbers, case and punctuation. */
    DUPLICATE
}
