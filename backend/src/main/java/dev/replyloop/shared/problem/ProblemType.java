package dev.replyloop.shared.problem;

import java.util.Locale;

/** Every kind of error that ReplyLoop answers with. The name is part of the contract: clients switch on it. */
public enum ProblemType {
    MALFORMED_JSON(400, "The body is not valid JSON"),
    INVALID_REQUEST(400, "The request is not valid"),
    SIGN_IN_NEEDED(401, "It is not known who asks"),
    SET_UP_NEEDED(401, "Nobody can sign in yet"),
    WRONG_CREDENTIALS(401, "The e-mail address or the password is wrong"),
    UNKNOWN_KEY(401, "The key is no good"),
    NOT_ALLOWED(403, "That takes a right that the caller lacks"),
    FOREIGN_ORIGIN(403, "Pages of that origin may not change anything"),
    NOT_FOUND(404, "There is nothing here"),
    METHOD_NOT_ALLOWED(405, "This path does not take that method"),
    NOT_ACCEPTABLE(406, "The answer can't be given in that media type"),
    BODY_TOO_SLOW(408, "The body took too long to arrive"),
    TOPIC_NAME_TAKEN(409, "Another topic has that name"),
    ADDRESS_TAKEN(409, "Another account has that e-mail address"),
    LAST_ADMIN(409, "Nobody would be an admin any more"),
    TOO_MANY_SECRETS(409, "The key has two secrets already"),
    ERASED(410, "The customer message was erased"),
    LINK_IS_OVER(410, "The link can't be used any more"),
    CHANGED_MEANWHILE(412, "It is not what it was when it was looked at"),
    BODY_TOO_LARGE(413, "The body is too large"),
    ADDRESS_TOO_LONG(414, "The address is too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body must be application/json"),
    UNKNOWN_HOST(421, "That host is not served here"),
    PRECONDITION_NEEDED(428, "It must be said what was looked at"),
    TOO_MANY_REQUESTS(429, "That was too often"),
    HEADERS_TOO_LARGE(431, "The headers are too large"),
    INTERNAL_ERROR(500, "Something went wrong on our side"),
    OVERLOADED(503, "More is waiting than can be taken"),
    LOCKED(503, "Another transaction holds a lock on it"),
    DATABASE_UNAVAILABLE(503, "The database is not available");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status it is answered with. */
    public int status() {
        return status;
    }

    /** What it means, in a short sentence that never changes. */
    public String title() {
        return title;
    }

    /** Its name in metrics and at the end of {@link #uri()}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The stable {@code type} of RFC 9457. */
    public String uri() {
        return "urn:replyloop:problem:" + slug();
    }
}
