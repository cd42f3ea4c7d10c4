package dev.replyloop.shared.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import jakarta.ws.rs.WebApplicationException;
import java.io.CharConversionException;
import org.jboss.logging.Logger;

/** The one table from what can go wrong to the problem it is answered with. */
public final class ProblemMapping {

    private static final Logger LOG = Logger.getLogger(ProblemMapping.class);

    private ProblemMapping() {}

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
                return JsonProblems.of(json);
            }
            if (cause instanceof CharConversionException) {
                return ProblemException.of(ProblemType.MALFORMED_JSON, "The body is not text in UTF-8.");
            }
            if (cause instanceof ConnectionPoolTooBusyException) {
                return ProblemException.of(
                        ProblemType.OVERLOADED, "Too many calls wait for the database; please try again in a moment.");
            }
            if (SqlStates.isLocked(cause)) {
                return DatabaseProblems.locked(failure);
            }
            if (SqlStates.isEnded(cause)) {
                return ProblemException.of(
                        ProblemType.OVERLOADED,
                        "The database took too long, and was told to end it; please try again in a moment.",
                        failure);
            }
            if (SqlStates.isDatabaseAway(cause)) {
                LOG.debugf(failure, "The database is not available");
                return DatabaseProblems.unavailable(failure);
            }
        }
        if (failure instanceof WebApplicationException answer) {
            return ofStatus(answer.getResponse().getStatus(), answer);
        }
        LOG.errorf(failure, "Unexpected failure");
        return ProblemException.of(
                ProblemType.INTERNAL_ERROR, "The failure was logged; trying again may help.", failure);
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
}
