package dev.replyloop.feedback;

import static dev.replyloop.testing.Api.call;
import static dev.replyloop.testing.Api.post;
import static dev.replyloop.testing.Api.postBatch;
import static dev.replyloop.testing.Api.taken;
import static dev.replyloop.testing.NewFeedbackBuilder.override;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsUp;
import static dev.replyloop.testing.Problems.assertProblem;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.testing.Callers;
import dev.replyloop.testing.Database;
import dev.replyloop.testing.Eventually;
import dev.replyloop.testing.NewFeedbackBuilder;
import dev.replyloop.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class MessageEraserTest {

    private static final String DAY = "2026-03-02T09:00:00Z";

    @Inject
    Database database;

    @AfterEach
    void countersAgreeWithARecount() {
        database.assertCountersExact("UTC");
    }

    @Test
    void takesTheMessageItsFeedbackItsPromptsAndItsCountsAway() {
        NewFeedbackBuilder first =
                override().with("channel", "erasure").with("reason", "TONE").at(DAY);
        String firstId = taken(first);
        String secondId = taken(first.with("aiReply", "Another suggestion"));
        NewFeedbackBuilder neighbour = thumbsUp().with("channel", "erasure").at(DAY);
        String neighbourId = taken(neighbour);

        erase(first.messageId());

        for (String id : List.of(firstId, secondId)) {
            assertProblem(call().get("/api/feedback/" + id).then(), 404, "not-found");
            assertProblem(call().get("/api/training-prompts/" + id).then(), 404, "not-found");
        }
        call().get("/api/feedback?channel=erasure").then().body("items.id", is(List.of(neighbourId)));
        figures("erasure")
                .body("total", equalTo(1))
                .body("usefulCount", equalTo(1))
                .body("overriddenCount", equalTo(0))
                .body("topNegativeMessages", empty());
        call().get("/api/feedback/analytics/breakdown?by=reason&channel=erasure&from=2026-03-02&to=2026-03-02")
                .then()
                .body("items", empty());
    }

    @Test
    void theStatisticsHoldNothingThatPeopleWrote() throws SQLException {
        String word = "w" + UUID.randomUUID().toString().replace("-", "");
        IntStream.range(0, 50)
                .forEach(i -> post(override()
                                .with("message", word)
                                .with("aiReply", word)
                                .with("agentReply", word)
                                .with("comment", word)
                                .with("agentId", word))
                        .statusCode(201));
        Eventually.holds(
                "it can be searched",
                () -> database.count("SELECT count(*) FROM feedback_search WHERE text LIKE '%' || $1 || '%'", word)
                        == 50);
        Callers.sql("ANALYZE");
        assertEquals(0, database.count("""
                SELECT count(*) FROM pg_stats
                WHERE concat_ws(' ', most_common_vals::text, histogram_bounds::text, most_common_elems::text) LIKE '%' || $1 || '%'
                """, word));
        assertEquals(
                0,
                database.count(
                        "SELECT count(*) FROM pg_stats WHERE tablename = 'feedback' AND attname = 'verdict_digest'"),
                "nor a digest of it that nothing is planned by");
        assertTrue(database.count("SELECT count(*) FROM pg_stats WHERE tablename = 'feedback' AND attname = 'channel'")
                > 0);
    }

    @Test
    void remembersTheIdAndRefusesLaterFeedback() {
        NewFeedbackBuilder feedback = override();
        taken(feedback);
        erase(feedback.messageId());

        assertProblem(post(feedback), 410, "erased");
        assertProblem(post(feedback.with("aiReply", "Another suggestion")), 410, "erased");
        postBatch(List.of(feedback.fields())).statusCode(200).body("results[0].status", equalTo(410));
        assertEquals(
                0,
                database.count(
                        "SELECT count(*) FROM feedback WHERE message_id = $1::text::uuid", feedback.messageId()));
    }

    @Test
    void doesNoHarmTwice() {
        NewFeedbackBuilder feedback = override();
        taken(feedback);
        erase(feedback.messageId());
        erase(feedback.messageId());
    }

    @Test
    void holdsForAMessageThatItOvertook() {
        NewFeedbackBuilder feedback = thumbsUp();
        erase(feedback.messageId());
        assertProblem(post(feedback), 410, "erased");
    }

    @Test
    void leavesNothingOfTheTextInAnyTable() {
        String marker = "marker-" + UUID.randomUUID();
        NewFeedbackBuilder feedback = override()
                .with("message", "My name is " + marker)
                .with("aiReply", "Dear " + marker)
                .with("agentReply", "Hello " + marker)
                .with("comment", "About " + marker)
                .with("agentId", marker);
        taken(feedback);
        taken(feedback.with("aiReply", "Another for " + marker).with("message", "I am still " + marker));
        assertEquals(List.of("customer_messages", "feedback", "training_prompts"), tablesThatHold(marker));

        erase(feedback.messageId());

        assertEquals(List.of(), tablesThatHold(marker));
    }

    @Test
    void takesBackWhatAReplacedVerdictCounted() {
        NewFeedbackBuilder feedback =
                override().with("channel", "erased-mind-change").at(DAY);
        taken(feedback);
        taken(feedback.with("useful", true)
                .with("channel", "erased-mind-change")
                .at("2026-03-03T09:00:00Z"));
        erase(feedback.messageId());
        figures("erased-mind-change").body("total", equalTo(0)).body("usefulCount", equalTo(0));
    }

    private static void erase(String messageId) {
        String body = call().delete("/api/customer-messages/" + messageId)
                .then()
                .statusCode(204)
                .extract()
                .asString();
        assertTrue(body.isEmpty());
    }

    private static ValidatableResponse figures(String channel) {
        return call().get("/api/feedback/analytics?from=2026-03-02&to=2026-03-03&channel=" + channel)
                .then();
    }

    private List<String> tablesThatHold(String text) {
        List<String> holding = new ArrayList<>();
        for (Row table : database.query(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY table_name")) {
            String name = table.getString(0);
            // A row as text shows every column of it.
            if (database.count("SELECT count(*) FROM " + name + " WHERE strpos(" + name + "::text, $1) > 0", text)
                    > 0) {
                holding.add(name);
            }
        }
        return holding;
    }
}
