package dev.replyloop.shared.problem;

import java.util.List;

/** A failure that knows which problem document it is answered with. */
public final class ProblemException extends RuntimeException {

    private static final int SERVICE_UNAVAILABLE = 503;

    private final ProblemType type;
    private final transient List<Violation> violations;
    private final int retryAfterSeconds;

    private ProblemException(
            ProblemType type, String detail, List<Violation> violations, Throwable cause, int retryAfterSeconds) {
        // No stack: these are answers, not accidents, and under overload there are many of them.
        super(detail, cause, false, false);
        this.type = type;
        this.violations = violations;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /**
     * @param type the kind of error
     * @param detail what happened this time, for a person
     */
    public static ProblemException of(ProblemType type, String detail) {
        return new ProblemException(type, detail, List.of(), null, pause(type));
    }

    /** An answer for a failure whose cause is worth keeping for the log. */
    public static ProblemException of(ProblemType type, String detail, Throwable cause) {
        return new ProblemException(type, detail, List.of(), cause, pause(type));
    }

    /** A request that was understood but is at fault in these fields or parameters. */
    public static ProblemException invalid(List<Violation> violations) {
        return new ProblemException(ProblemType.INVALID_REQUEST, describe(violations), violations, null, 0);
    }

    /** A request that is at fault in one field or parameter. */
    public static ProblemException invalid(String field, String message) {
        return invalid(List.of(new Violation(field, message)));
    }

    /** Nothing is stored under that id. */
    public static ProblemException notFound(String what, Object id) {
        return of(ProblemType.NOT_FOUND, "There is no " + what + " with the id " + id + ".");
    }

    /**
     * Something was done too often.
     *
     * @param seconds until it may be tried again
     */
    public static ProblemException tooMany(String detail, int seconds) {
        return new ProblemException(ProblemType.TOO_MANY_REQUESTS, detail, List.of(), null, seconds);
    }

    private static int pause(ProblemType type) {
        return type.status() == SERVICE_UNAVAILABLE ? 1 : 0;
    }

    /** After how many seconds it may go better; 0 where waiting doesn't help. */
    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** The kind of error. */
    public ProblemType type() {
        return type;
    }

    /** The document it is answered with. */
    public Problem problem() {
        return Problem.of(type, getMessage(), violations);
    }

    private static String describe(List<Violation> violations) {
        Violation first = violations.get(0);
        String more = violations.size() == 1 ? "" : " (and " + (violations.size() - 1) + " more)";
        return (first.field().isEmpty() ? "It" : first.field()) + " " + first.message() + more + ".";
    }
}
