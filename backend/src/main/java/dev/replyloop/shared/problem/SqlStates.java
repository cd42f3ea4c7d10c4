package dev.replyloop.shared.problem;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** What a failure of the database means, by its SQLSTATE. Pure. */
public final class SqlStates {

    /** Classes of SQLSTATEs. */
    private static final Set<String> OUTAGES = Set.of("08", "53", "57", "58");

    static final String LOCK_NOT_AVAILABLE = "55P03";
    static final String STATEMENT_ENDED = "57014";
    static final String TRANSACTION_ENDED = "25P04";
    static final String DISK_FULL = "53100";
    static final String OUT_OF_MEMORY = "53200";
    static final String TOO_MANY_CONNECTIONS = "53300";
    static final String STARTING_OR_STOPPING = "57P03";
    static final String READ_ONLY = "25006";

    private SqlStates() {}

    /**
     * @param failure what was thrown, at any depth of wrapping
     * @return the SQLSTATE that the database gave; null where it gave none
     */
    public static String of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // The second is what Hibernate makes of the first.
            if (cause instanceof PgException database) {
                return database.getSqlState();
            }
            if (cause instanceof SQLException database) {
                return database.getSQLState();
            }
        }
        return null;
    }

    /** Whether a lock was waited for in vain. */
    public static boolean isLocked(Throwable failure) {
        return LOCK_NOT_AVAILABLE.equals(of(failure));
    }

    /** Whether the server ended a statement or transaction that took too long, or was told to. */
    public static boolean isEnded(Throwable failure) {
        String state = of(failure);
        return STATEMENT_ENDED.equals(state) || TRANSACTION_ENDED.equals(state);
    }

    /**
     * Whether this is an outage: nothing about the request, all about the connection or the server (SQLSTATE classes
     * 08, 53, 57 and 58; and one that takes no writes, as a standby does until it is promoted).
     */
    public static boolean isDatabaseAway(Throwable cause) {
        String state = cause instanceof PgException || cause instanceof SQLException ? of(cause) : null;
        if (state != null) {
            return OUTAGES.contains(state.substring(0, Math.min(2, state.length()))) || READ_ONLY.equals(state);
        }
        return cause instanceof ClosedConnectionException
                || cause instanceof TimeoutException
                || isConnectionMissing(cause)
                || cause instanceof SocketException
                || cause instanceof UnknownHostException
                || cause instanceof ClosedChannelException;
    }

    /** The driver's bare words for a connection that was lost, or did not come free in time; nothing else uses them here. */
    private static boolean isConnectionMissing(Throwable cause) {
        return cause instanceof NoStackTraceThrowable || cause.getClass() == VertxException.class;
    }

    /** The first two characters of a SQLSTATE: what kind of error it is. */
    public static String classOf(PgException failure) {
        String state = failure.getSqlState();
        return state == null || state.length() < 2 ? "" : state.substring(0, 2);
    }
}
