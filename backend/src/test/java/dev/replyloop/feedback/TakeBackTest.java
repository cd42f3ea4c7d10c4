package dev.replyloop.feedback;

import static dev.replyloop.testing.Api.call;
import static dev.replyloop.testing.Api.post;
import static dev.replyloop.testing.Api.taken;
import static dev.replyloop.testing.NewFeedbackBuilder.override;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsUp;
import static dev.replyloop.testing.Problems.assertProblem;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.testing.Database;
import dev.replyloop.testing.NewFeedbackBuilder;
import dev.replyloop.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TakeBackTest {

    private static final String DAY = "2026-04-02T09:00:00Z";
    private static final String LATER = Instant.now().plusSeconds(120).toString();

    @Inject
    Database database;

    @AfterEach
    void countersAgreeWithARecount() {
        database.assertCountersExact("UTC");
    }

    @Test
    void takesTheVerdictItsPromptAndItsCountsAway() {
        NewFeedbackBuilder first =
                override().with("channel", "taken-back").with("reason", "TONE").at(DAY);
        String firstId = taken(first);
        String secondId = taken(first.with("aiReply", "Another suggestion"));

        takeBack(firstId);

        assertProblem(call().get("/api/feedback/" + firstId).then(), 404, "not-found");
        assertProblem(call().get("/api/training-prompts/" + firstId).then(), 404, "not-found");
        call().get("/api/feedback?channel=taken-back").then().body("items.id", is(List.of(secondId)));
        figures("taken-back").body("total", equalTo(1)).body("overriddenCount", equalTo(1));
        call().queryParam("q", "parcel")
                .queryParam("channel", "taken-back")
                .get("/api/feedback")
                .then()
                .body("items.id", is(List.of(secondId)));

        takeBack(secondId);

        figures("taken-back")
                .body("total", equalTo(0))
                .body("overriddenCount", equalTo(0))
                .body("topNegativeMessages", empty());
    }

    @Test
    void doesNoHarmTwice() {
        String id = taken(override());
        takeBack(id);
        takeBack(id);
    }

    @Test
    void refusesWhatNeverWas() {
        assertProblem(call().delete("/api/feedback/" + UUID.randomUUID()).then(), 404, "not-found");
        assertProblem(call().delete("/api/feedback/none").then(), 400, "invalid-request", "id");
    }

    @Test
    void anOlderClickThatComesLateIsSuperseded() {
        NewFeedbackBuilder feedback = override().at(DAY);
        String id = taken(feedback);
        takeBack(id);

        post(feedback)
                .statusCode(200)
                .body("outcome", equalTo("SUPERSEDED"))
                .body("id", equalTo(id))
                .body("trainingPromptId", equalTo(id));
        post(feedback.with("useful", true)
                        .without("agentReply")
                        .without("reason")
                        .at("2026-04-03T09:00:00Z"))
                .body("outcome", equalTo("SUPERSEDED"));

        assertEquals(0, rowsOf("feedback", "message_id", feedback));
    }

    @Test
    void aNewerClickIsCreatedAndOlderOnesAreThenSupersededByThat() {
        NewFeedbackBuilder feedback = override().at(DAY);
        String id = taken(feedback);
        takeBack(id);

        String newId = post(feedback.at(LATER))
                .statusCode(201)
                .body("outcome", equalTo("CREATED"))
                .extract()
                .path("id");
        assertTrue(!newId.equals(id));
        post(feedback.with("comment", "older"))
                .body("outcome", equalTo("SUPERSEDED"))
                .body("id", equalTo(newId));
        call().get("/api/feedback/" + newId)
                .then()
                .statusCode(200)
                .body("message", equalTo(feedback.fields().get("message")));

        takeBack(id);
        call().get("/api/feedback/" + newId).then().statusCode(200);
    }

    @Test
    void theTextGoesWithTheLastVerdictButIsNotErased() {
        String marker = "marker-" + UUID.randomUUID();
        NewFeedbackBuilder feedback =
                override().with("message", "I am " + marker).at(DAY);
        String first = taken(feedback);
        String second = taken(feedback.with("aiReply", "Another suggestion"));

        takeBack(first);
        assertEquals(1, messagesThatHold(marker));
        takeBack(second);
        assertEquals(0, messagesThatHold(marker));

        post(thumbsUp()
                        .with("messageId", feedback.messageId())
                        .with("message", "I am new")
                        .with("aiReply", "A third suggestion")
                        .at("2026-04-01T09:00:00Z"))
                .statusCode(201);
        call().get("/api/feedback?messageId=" + feedback.messageId())
                .then()
                .body("items.message", is(List.of("I am new")));
    }

    @Test
    void anErasureForgetsWhatWasTakenBack() {
        NewFeedbackBuilder feedback = override().at(DAY);
        String id = taken(feedback);
        takeBack(id);
        call().delete("/api/customer-messages/" + feedback.messageId()).then().statusCode(204);

        assertEquals(0, rowsOf("taken_back_verdicts", "message_id", feedback));
        assertProblem(post(feedback), 410, "erased");
    }

    @Test
    void anOlderClickBesideItNeverBringsTheVerdictBack() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 40; round++) {
                NewFeedbackBuilder feedback =
                        override().with("channel", "beside").at(DAY);
                String id = taken(feedback);
                List<Future<?>> calls = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    String clicked = "2026-04-02T09:00:0" + i + "Z";
                    calls.add(callers.submit(
                            () -> post(feedback.with("comment", clicked).at(clicked))));
                }
                calls.add(callers.submit(() -> takeBack(id)));
                for (Future<?> one : calls) {
                    one.get();
                }
                assertEquals(0, rowsOf("feedback", "message_id", feedback));
            }
        } finally {
            callers.shutdownNow();
        }
    }

    private static void takeBack(String id) {
        String body = call().delete("/api/feedback/" + id)
                .then()
                .statusCode(204)
                .extract()
                .asString();
        assertTrue(body.isEmpty());
    }

    private long rowsOf(String table, String column, NewFeedbackBuilder feedback) {
        return database.count(
                "SELECT count(*) FROM " + table + " WHERE " + column + " = $1::text::uuid", feedback.messageId());
    }

    private long messagesThatHold(String text) {
        return database.count("SELECT count(*) FROM customer_messages WHERE strpos(message, $1) > 0", text);
    }

    private static ValidatableResponse figures(String channel) {
        return call().get("/api/feedback/analytics?from=2026-04-02&to=2026-04-03&channel=" + channel)
                .then();
    }
}
