package dev.replyloop.prompts;

/** How well vouched for an example must be, from the least to the most. */
public enum RequiredTrust {
    /** One agent's verdict is enough. */
    ANY,
    /** Two agents must say the same: one alone can't teach the AI. */
    AGREED,
    /** A reviewer must have approved it. */
    APPROVED
}
