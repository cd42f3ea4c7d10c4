package dev.replyloop.shared.problem;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.replyloop.shared.json.StrictJson;
import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import java.io.CharConversionException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** The one table from what can go wrong to the problem it is answered with. */
public final class Failures {

    private static final Logger LOG = Logger.getLogger(Failures.class);

    /** Classes of SQLSTATEs. */
    private static final Set<String> OUTAGES = Set.of("08", "53", "57", "58");

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String STATEMENT_ENDED = "57014";
    private static final String TRANSACTION_ENDED = "25P04";
    private static final String DISK_FULL = "53100";
    private static final String OUT_OF_MEMORY = "53200";
    private static final String TOO_MANY_CONNECTIONS = "53300";
    private static final String STARTING_OR_STOPPING = "57P03";
    private static final String READ_ONLY = "25006";

    private Failures() {}

    /**
     * The answer to any failure. What is nobody's fault but ours is logged here, and told to nobody else.
     *
     * @param failure what was thrown, at any depth of wrapping
     */
    public static ProblemException toProblem(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException known) {
                return known;
            }
            if (cause instanceof JsonProcessingException json) {
                return ofJson(json);
            }
            if (cause instanceof CharConversionException) {
                return ProblemException.of(ProblemType.MALFORMED_JSON, "The body is not text in UTF-8.");
            }
            if (cause instanceof ConnectionPoolTooBusyException) {
                return ProblemException.of(
                        ProblemType.OVERLOADED, "Too many calls wait for the database; please try again in a moment.");
            }
            if (isLocked(cause)) {
                return locked(failure);
            }
            if (isEnded(cause)) {
                return ProblemException.of(
                        ProblemType.OVERLOADED,
                        "The database took too long, and was told to end it; please try again in a moment.",
                        failure);
            }
            if (isDatabaseAway(cause)) {
                LOG.debugf(failure, "The database is not available");
                return databaseUnavailable(failure);
            }
        }
        if (failure instanceof WebApplicationException answer) {
            return ofStatus(answer.getResponse().getStatus(), answer);
        }
        LOG.errorf(failure, "Unexpected failure");
        return ProblemException.of(
                ProblemType.INTERNAL_ERROR, "The failure was logged; trying again may help.", failure);
    }

    /** The answer to a request that broke constraints, its violations in the order of their names. */
    public static ProblemException ofViolations(Collection<? extends ConstraintViolation<?>> violations) {
        return ProblemException.invalid(violations.stream()
                .map(violation -> new Violation(fieldOf(violation.getPropertyPath()), violation.getMessage()))
                .sorted(Comparator.comparing(Violation::field).thenComparing(Violation::message))
                .toList());
    }

    /**
     * The answer while the database is away: whoever asked may ask again.
     *
     * @param cause null where it was another call that found out
     */
    public static ProblemException databaseUnavailable(Throwable cause) {
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
        String state = sqlState(failure);
        return switch (state == null ? "" : state) {
            case DISK_FULL -> "The disk of the database server is full.";
            case OUT_OF_MEMORY -> "The database server is out of memory.";
            case TOO_MANY_CONNECTIONS -> "The database server takes no more connections.";
            case STARTING_OR_STOPPING -> "The database server is starting or stopping.";
            case READ_ONLY -> "The database server takes no writes.";
            case STATEMENT_ENDED, TRANSACTION_ENDED -> "The database server says nothing.";
            case "" -> "The database server can't be reached, or says nothing.";
            default -> "The database server reports a failure of its own.";
        };
    }

    /**
     * @param failure what was thrown, at any depth of wrapping
     * @return the SQLSTATE that the database gave; null where it gave none
     */
    public static String sqlState(Throwable failure) {
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
        return LOCK_NOT_AVAILABLE.equals(sqlState(failure));
    }

    /** Whether the server ended a statement or transaction that took too long, or was told to. */
    public static boolean isEnded(Throwable failure) {
        String state = sqlState(failure);
        return STATEMENT_ENDED.equals(state) || TRANSACTION_ENDED.equals(state);
    }

    /**
     * Whether this is an outage: nothing about the request, all about the connection or the server (SQLSTATE classes
     * 08, 53, 57 and 58; and one that takes no writes, as a standby does until it is promoted).
     */
    public static boolean isDatabaseAway(Throwable cause) {
        String state = cause instanceof PgException || cause instanceof SQLException ? sqlState(cause) : null;
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
    public static String sqlStateClass(PgException failure) {
        String state = failure.getSqlState();
        return state == null || state.length() < 2 ? "" : state.substring(0, 2);
    }

    private static ProblemException ofStatus(int status, WebApplicationException answer) {
        return switch (status) {
            case 404 -> ProblemException.of(ProblemType.NOT_FOUND, "There is nothing at this path.");
            case 405 -> ProblemException.of(ProblemType.METHOD_NOT_ALLOWED, "This path does not take that method.");
            case 406 ->
                ProblemException.of(
                        ProblemType.NOT_ACCEPTABLE,
                        "Answers come as application/json, errors as " + Problem.MEDIA_TYPE + ".");
            case 413 -> ProblemException.of(ProblemType.BODY_TOO_LARGE, "The body is larger than this call takes.");
            case 415 ->
                ProblemException.of(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE,
                        "Send the body with Content-Type: application/json, and uncompressed.");
            default -> {
                if (status < 500) {
                    yield ProblemException.of(ProblemType.INVALID_REQUEST, "The request can't be understood.", answer);
                }
                LOG.errorf(answer, "Unexpected failure");
                yield ProblemException.of(
                        ProblemType.INTERNAL_ERROR, "The failure was logged; trying again may help.", answer);
            }
        };
    }

    private static ProblemException ofJson(JsonProcessingException json) {
        if (json instanceof UnrecognizedPropertyException unknown) {
            return ProblemException.invalid(fieldOf(unknown), "is not a known field");
        }
        if (json instanceof MismatchedInputException mismatch && !isTrailing(mismatch)) {
            return ProblemException.invalid(fieldOf(mismatch), expectation(mismatch));
        }
        if (json instanceof JsonMappingException mapping
                && mapping.getCause() instanceof JsonProcessingException cause) {
            return ofJson(cause);
        }
        JsonLocation at = json.getLocation();
        String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        return ProblemException.of(ProblemType.MALFORMED_JSON, "The JSON breaks off or goes wrong" + where + ".");
    }

    /** Whether a second value follows the body: Jackson has no type of its own for that. */
    private static boolean isTrailing(MismatchedInputException mismatch) {
        return mismatch.getOriginalMessage().startsWith("Trailing token");
    }

    private static String expectation(MismatchedInputException mismatch) {
        Class<?> wanted = mismatch.getTargetType();
        if (wanted == null) {
            return "is not of the right type";
        }
        if (wanted == UUID.class) {
            return StrictJson.UUID_EXPECTED;
        }
        if (wanted == Instant.class) {
            return StrictJson.INSTANT_EXPECTED;
        }
        if (wanted.isEnum()) {
            return "must be one of "
                    + Arrays.stream(wanted.getEnumConstants())
                            .map(Object::toString)
                            .collect(Collectors.joining(", "));
        }
        if (wanted == String.class) {
            return "must be a string";
        }
        if (wanted == Boolean.class || wanted == boolean.class) {
            return "must be true or false";
        }
        if (List.class.isAssignableFrom(wanted)) {
            return "must be an array";
        }
        if (Number.class.isAssignableFrom(wanted)) {
            return "must be a number";
        }
        return mismatch instanceof InvalidFormatException ? "has a value that is not allowed" : "must be a JSON object";
    }

    private static String fieldOf(JsonMappingException mapping) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : mapping.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

    /** The path as the client knows it: without the name of the method and of its parameter. */
    private static String fieldOf(Path path) {
        StringBuilder field = new StringBuilder();
        for (Path.Node node : path) {
            switch (node.getKind()) {
                case PROPERTY, CONTAINER_ELEMENT -> {
                    if (node.getIndex() != null) {
                        field.append('[').append(node.getIndex()).append(']');
                    }
                    field.append(field.isEmpty() || node.getName() == null ? "" : ".")
                            .append(node.getName());
                }
                default -> {
                    // The method and its parameter mean nothing to the client.
                }
            }
        }
        return field.toString();
    }
}
