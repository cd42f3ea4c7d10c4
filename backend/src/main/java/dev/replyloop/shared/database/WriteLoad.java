package dev.replyloop.shared.database;

/** Tells whether feedback is being written. */
public interface WriteLoad {

    /** Whether a batch is on its way to the database at this moment. Safe to call from any thread. */
    boolean isWriting();
}
