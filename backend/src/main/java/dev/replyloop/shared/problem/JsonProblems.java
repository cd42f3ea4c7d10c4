package dev.replyloop.shared.problem;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.replyloop.shared.json.StrictJson;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** The answer to a body that is no JSON, or not the JSON that is expected; it names the field. */
final class JsonProblems {

    private JsonProblems() {}

    static ProblemException of(JsonProcessingException json) {
        if (json instanceof UnrecognizedPropertyException unknown) {
            return ProblemException.invalid(fieldOf(unknown), "is not a known field");
        }
        if (json instanceof MismatchedInputException mismatch && !isTrailing(mismatch)) {
            return ProblemException.invalid(fieldOf(mismatch), expectation(mismatch));
        }
        if (json instanceof JsonMappingException mapping
                && mapping.getCause() instanceof JsonProcessingException cause) {
            return of(cause);
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
}
