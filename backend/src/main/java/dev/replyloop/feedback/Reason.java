package dev.replyloop.feedback;

/** Why a thumbs-down: the agent's own word for what was wrong with the AI reply. */
public enum Reason {
    INCORRECT,
    INCOMPLETE,
    IRRELEVANT,
    OUTDATED,
    TONE,
    OTHER
}
