package dev.replyloop.training;

/** What reviewers decided on a training prompt. */
public enum Review {
    /** Nothing yet, or not on this text. */
    PENDING,
    /** It may be taught. */
    APPROVED,
    /** It is neither taught nor exported. */
    EXCLUDED
}
