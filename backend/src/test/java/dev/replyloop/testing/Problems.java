package dev.replyloop.testing;

import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.ValidatableResponse;
import java.util.List;

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
        response.statusCode(status).header("Content-Type", startsWith("application/problem+json"));
        String body = response.extract().asString();
        JsonNode problem = Json.of(body);
        assertEquals(status, problem.path("status").asInt(), body);
        assertEquals("urn:replyloop:problem:" + slug, problem.path("type").asText(), body);
        assertFalse(problem.path("title").asText().isBlank(), body);
        assertFalse(problem.path("detail").asText().isBlank(), body);
        assertEquals(
                List.of(fields),
                Json.each(
                        problem.path("violations"),
                        violation -> violation.path("field").asText()));
        assertNothingInternal(body);
    }

    public static void assertNothingInternal(String body) {
        for (String internal : INTERNALS) {
            assertFalse(body.contains(internal), () -> "\"" + internal + "\" is told to the client: " + body);
        }
    }
}
