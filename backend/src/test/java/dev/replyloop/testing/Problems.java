package dev.replyloop.testing;

import static org.hamcrest.Matchers.blankOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;

/** What every error must be: a problem document that tells the client all and a stranger nothing. */
public final class Problems {

    private static final List<String> INTERNALS = List.of(
            "dev.replyloop",
            "java.",
            "jakarta.",
            "org.",
            "com.fasterxml",
            "io.vertx",
            "io.quarkus",
            "SELECT",
            "INSERT",
            "Exception",
            "[Source",
            "null");

    private Problems() {}

    /**
     * Holds an answer to the form of every error.
     *
     * @param slug the end of its {@code type}
     * @param fields the fields at fault, in order; none: the problem names no field
     */
    public static void assertProblem(ValidatableResponse response, int status, String slug, String... fields) {
        response.statusCode(status)
                .header("Content-Type", startsWith("application/problem+json"))
                .body("status", equalTo(status))
                .body("type", equalTo("urn:replyloop:problem:" + slug))
                .body("title", not(blankOrNullString()))
                .body("detail", not(blankOrNullString()));
        assertEquals(List.of(fields), fieldsOf(response.extract().jsonPath().get("violations")));
        assertNothingInternal(response.extract().asString());
    }

    public static void assertNothingInternal(String body) {
        for (String internal : INTERNALS) {
            assertFalse(body.contains(internal), () -> "\"" + internal + "\" is told to the client: " + body);
        }
    }

    private static List<String> fieldsOf(List<Map<String, String>> violations) {
        return violations == null
                ? List.of()
                : violations.stream().map(violation -> violation.get("field")).toList();
    }
}
