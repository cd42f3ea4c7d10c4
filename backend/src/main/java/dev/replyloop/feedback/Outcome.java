package dev.replyloop.feedback;

/** What became of a verdict that was taken. One suggestion has one verdict: the latest by the agent's clock. */
public enum Outcome {
    /** The first verdict on this AI reply to this customer message. */
    CREATED,
    /** It took the place of an earlier verdict, with its training prompt and its counts. */
    REPLACED,
    /** The same verdict was stored already: nothing changed. */
    UNCHANGED,
    /** A later verdict was stored already: nothing changed. */
    SUPERSEDED
}
