package dev.replyloop.shared;

/** ReplyLoop can't start as it is set up; the message is one sentence for the person who starts it. */
public class StartRefusedException extends RuntimeException {

    public StartRefusedException(String message) {
        super(message);
    }

    public StartRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
