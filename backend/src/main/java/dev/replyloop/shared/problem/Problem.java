package dev.replyloop.shared.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * An error as RFC 9457 has it.
 *
 * @param type a stable URI for this kind of error
 * @param title what that kind means, the same every time
 * @param status the HTTP status
 * @param detail what happened this time, for a person; never anything internal
 * @param violations the fields at fault; left out where no field is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(String type, String title, int status, String detail, List<Violation> violations) {

    /** The media type every error comes in. */
    public static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(ProblemType type, String detail, List<Violation> violations) {
        return new Problem(type.uri(), type.title(), type.status(), detail, violations.isEmpty() ? null : violations);
    }
}
