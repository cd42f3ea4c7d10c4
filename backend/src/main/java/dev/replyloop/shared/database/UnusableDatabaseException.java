package dev.replyloop.shared.database;

/** There is no database to start with; the message is one sentence for the person who starts ReplyLoop. */
public final class UnusableDatabaseException extends RuntimeException {

    public UnusableDatabaseException(String message) {
        super(message);
    }

    public UnusableDatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
