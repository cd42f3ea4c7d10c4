package dev.replyloop.shared.database;

import dev.replyloop.shared.StartRefusedException;

/** There is no database to start with; the message is one sentence for the person who starts ReplyLoop. */
public final class UnusableDatabaseException extends StartRefusedException {

    public UnusableDatabaseException(String message) {
        super(message);
    }

    public UnusableDatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
