package dev.replyloop.shared.problem;

/** The answers to failures of the database. */
public final class DatabaseProblems {

    private DatabaseProblems() {}

    /**
     * The answer while the database is away: the caller may try again.
     *
     * @param cause null where it was another call that found out
     */
    public static ProblemException unavailable(Throwable cause) {
        return ProblemException.of(
                ProblemType.DATABASE_UNAVAILABLE,
                outage(cause) + " Nothing was lost that was answered; please try again.",
                cause);
    }

    /** The answer where another transaction holds a lock for longer than it is waited for. */
    public static ProblemException locked(Throwable cause) {
        return ProblemException.of(
                ProblemType.LOCKED, "It was waited for in vain, and nothing was changed; please try again.", cause);
    }

    /** What kind of outage it is, in a sentence. */
    private static String outage(Throwable failure) {
        String state = SqlStates.of(failure);
        return switch (state == null ? "" : state) {
            case SqlStates.DISK_FULL -> "The disk of the database server is full.";
            case SqlStates.OUT_OF_MEMORY -> "The database server is out of memory.";
            case SqlStates.TOO_MANY_CONNECTIONS -> "The database server takes no more connections.";
            case SqlStates.STARTING_OR_STOPPING -> "The database server is starting or stopping.";
            case SqlStates.READ_ONLY -> "The database server takes no writes.";
            case SqlStates.STATEMENT_ENDED, SqlStates.TRANSACTION_ENDED -> "The database server says nothing.";
            case "" -> "The database server can't be reached, or says nothing.";
            default -> "The database server reports a failure of its own.";
        };
    }
}
