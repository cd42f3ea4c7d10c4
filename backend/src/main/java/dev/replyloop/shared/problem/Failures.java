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
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** The one table from what can go wrong to the problem it is answered with. */
public final class Failures {

    private static final Logger LOG = Logger.getLogger(Failures.class);

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
            if (isDatabaseAway(cause)) {
                LOG.debugf(failure, "The database can't be reached");
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
                ProblemType.DATABASE_UNAVAILABLE, "Nothing was lost that was answered; please try again.", cause);
    }

    /**
     * Whether this is an outage: nothing about the request, all about the connection or the server (SQLSTATE classes
     * 08, 53, 57 and 58).
     */
    public static boolean isDatabaseAway(Throwable cause) {
        if (cause instanceof PgException database && database.getSqlState() != null) {
            return switch (sqlStateClass(database)) {
                case "08", "53", "57", "58" -> true;
                default -> false;
            };
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
