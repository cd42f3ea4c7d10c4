package dev.replyloop.shared;

/** ReplyLoop can't start as it is set up; the message is one sentence for the person who starts it. */
public class StartRefusedException extends RuntimeException {

    /** The priority of observers that may refuse a start: a start that is refused must leave no thread at work. */
    public static final int BEFORE_BACKGROUND_WORK = 100;

    public StartRefusedException(String message) {
        super(message);
    }

    public StartRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
