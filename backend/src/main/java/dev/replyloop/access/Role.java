package dev.replyloop.access;

/** What a person may do. A person may have several; each lets its holder read, and {@link #ADMIN} do everything. */
public enum Role {
    /** Reads figures, topics and texts. */
    VIEWER,
    /** Corrects topics, takes verdicts back. */
    REVIEWER,
    /** Asks for prompts, reads training prompts, posts feedback, makes keys within these rights. */
    DEVELOPER,
    /** Erases customers' messages. */
    PRIVACY,
    /** Manages people, keys and settings. */
    ADMIN
}
