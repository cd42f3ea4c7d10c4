package dev.replyloop.feedback;

import static dev.replyloop.testing.Api.call;
import static dev.replyloop.testing.Api.post;
import static dev.replyloop.testing.Api.postBatch;
import static dev.replyloop.testing.Api.taken;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsUp;
import static dev.replyloop.testing.Problems.assertProblem;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.replyloop.testing.Crowd;
import dev.replyloop.testing.Database;
import dev.replyloop.testing.NewFeedbackBuilder;
import dev.replyloop.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The earlier turns of a conversation, as they come with a verdict and go with their message. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ConversationContextTest {

    @Inject
    Database database;

    @AfterEach
    void countersAgreeWithARecount() {
        database.assertCountersExact("UTC");
    }

    @Test
    void turnsAreShownAsTheyCame() {
        String earlier = UUID.randomUUID().toString();
        String id = taken(thumbsUp()
                .with(
                        "context",
                        List.of(
                                Map.of(
                                        "role",
                                        "customer",
                                        "text",
                                        " Où est \"mon\" colis?\n\u2028👍",
                                        "messageId",
                                        earlier),
                                Map.of("role", "agent", "text", "届きます"))));
        call().get("/api/feedback/" + id)
                .then()
                .body("context.role", equalTo(List.of("customer", "agent")))
                .body("context[0].text", equalTo(" Où est \"mon\" colis?\n\u2028👍"))
                .body("context[0].messageId", equalTo(earlier))
                .body("context[1].text", equalTo("届きます"))
                .body("context[1].messageId", nullValue());
        call().get("/api/feedback/" + taken(thumbsUp())).then().body("context", empty());
    }

    @Test
    void aNewContextIsADifferentVerdictAndAnEqualOneIsNot() {
        NewFeedbackBuilder feedback =
                thumbsUp().at("2026-02-01T10:00:00Z").with("context", List.of(turn("first", null)));
        String id = taken(feedback);
        post(feedback).statusCode(200).body("outcome", equalTo("UNCHANGED"));
        post(feedback.with("context", List.of(turn("second", null)))).body("outcome", equalTo("REPLACED"));
        call().get("/api/feedback/" + id).then().body("context.text", equalTo(List.of("second")));
        post(feedback.without("context")).body("outcome", equalTo("REPLACED"));
        call().get("/api/feedback/" + id).then().body("context", empty());
    }

    @Test
    void withoutTheLaterFieldsAVerdictHasTheDigestThatItAlwaysHad() throws Exception {
        NewFeedbackBuilder feedback = thumbsUp()
                .with("message", "m")
                .with("comment", "c")
                .with("channel", null)
                .with("model", "x")
                .with("agentId", null)
                .with("context", List.of());
        String id = taken(feedback);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (String part : new String[] {"m", "useful", null, null, "c", null, null, "x"}) {
            byte[] bytes = part == null ? new byte[0] : part.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(4)
                    .putInt(part == null ? -1 : bytes.length)
                    .flip());
            digest.update(bytes);
        }
        String stored = database.query(
                        "SELECT encode(verdict_digest, 'hex') FROM feedback WHERE id = $1", UUID.fromString(id))
                .iterator()
                .next()
                .getString(0);
        assertEquals(HexFormat.of().formatHex(digest.digest()), stored);
    }

    @Test
    void anErasedMessageIsInNoContextAndComesBackIntoNone() {
        String earlier = UUID.randomUUID().toString();
        NewFeedbackBuilder feedback = thumbsUp()
                .at("2026-02-01T10:00:00Z")
                .with("context", List.of(turn("SECRET-1", earlier), turn("kept", null)));
        NewFeedbackBuilder other =
                thumbsUp().at("2026-02-01T10:00:00Z").with("context", List.of(turn("SECRET-2", earlier)));
        String id = taken(feedback);
        String otherId = taken(other);

        call().delete("/api/customer-messages/" + earlier).then().statusCode(204);

        assertContext(id, List.of("kept"));
        assertContext(otherId, List.of());
        post(feedback).statusCode(200);
        postBatch(List.of(other.fields())).statusCode(200);
        assertContext(id, List.of("kept"));
        assertContext(otherId, List.of());
        assertContext(taken(thumbsUp().with("context", List.of(turn("SECRET-3", earlier)))), List.of());
        assertEquals(0, database.count("SELECT count(*) FROM feedback WHERE context LIKE '%SECRET%'"));
    }

    @Test
    void noTurnSurvivesAnErasureThatRunsBesideIt() {
        List<String> ids = new ArrayList<>();
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String earlier = UUID.randomUUID().toString();
            ids.add(earlier);
            calls.add(() -> post(thumbsUp().with("context", List.of(turn("RACE-" + earlier, earlier))))
                    .extract()
                    .statusCode());
            calls.add(() -> call().delete("/api/customer-messages/" + earlier).statusCode());
            // A turn that names its own message, on which feedback comes at the same time.
            calls.add(() -> post(thumbsUp()
                            .with("messageId", earlier)
                            .with("context", List.of(turn("RACE-" + earlier, earlier))))
                    .extract()
                    .statusCode());
        }
        List<Integer> statuses = Crowd.atOnce(calls);
        assertFalse(statuses.stream().anyMatch(status -> status >= 500), statuses.toString());
        assertEquals(0, database.count("SELECT count(*) FROM feedback WHERE context LIKE '%RACE-%'"));
    }

    @Test
    void tooMuchIsRefused() {
        assertProblem(
                post(thumbsUp().with("context", Collections.nCopies(21, turn("t", null)))),
                400,
                "invalid-request",
                "context");
        assertProblem(
                post(thumbsUp().with("context", Collections.nCopies(2, turn("t".repeat(10_001), null)))),
                400,
                "invalid-request",
                "context");
        assertProblem(
                post(thumbsUp().with("context", List.of(Map.of("role", "customer", "text", " ")))),
                400,
                "invalid-request",
                "context[0].text");
        post(thumbsUp().with("context", Collections.nCopies(20, turn("👍".repeat(1_000), null))))
                .statusCode(201);
    }

    private static void assertContext(String id, List<String> texts) {
        call().get("/api/feedback/" + id).then().statusCode(200).body("context.text", equalTo(texts));
    }

    private static Map<String, Object> turn(String text, String messageId) {
        return messageId == null
                ? Map.of("role", "customer", "text", text)
                : Map.of("role", "customer", "text", text, "messageId", messageId);
    }
}
