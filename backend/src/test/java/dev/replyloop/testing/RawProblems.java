package dev.replyloop.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;

/** Holds answers that were read from a socket to the form of every error. */
public final class RawProblems {

    private RawProblems() {}

    /** Holds an answer to the form of every error. */
    public static void assertProblem(RawHttp.Answer answer, int status, String slug) {
        assertEquals(status, answer.status(), answer::toString);
        assertEquals("application/problem+json", answer.header("content-type"), answer::toString);
        JsonNode problem = Json.of(answer.body());
        assertEquals(status, problem.path("status").asInt(), answer::toString);
        assertEquals("urn:replyloop:problem:" + slug, problem.path("type").asText(), answer::toString);
        Problems.assertNothingInternal(answer.body());
    }
}
