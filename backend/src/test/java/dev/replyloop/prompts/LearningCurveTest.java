package dev.replyloop.prompts;

import static dev.replyloop.testing.Api.call;
import static dev.replyloop.testing.Api.post;
import static dev.replyloop.testing.Api.taken;
import static dev.replyloop.testing.NewFeedbackBuilder.override;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsUp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.testing.Database;
import dev.replyloop.testing.Eventually;
import dev.replyloop.testing.NewFeedbackBuilder;
import dev.replyloop.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What was known before, counted as everything else: with the real model, through the API. */
@QuarkusTest
@TestProfile(LearnedPromptsTest.WithTopics.class)
@QuarkusTestResource(PostgresResource.class)
class LearningCurveTest {

    private static final String ANSWER =
            "Descale it twice with citric acid, then hold the steam button for ten seconds.";

    @Inject
    Database database;

    @Test
    void eachOverrideIsJudgedOnceAgainstWhatWasThereBefore() {
        String channel = "curve";
        NewFeedbackBuilder first = about("My kettle blinks red and will not steam", channel, "2026-03-01T10:00:00Z");
        NewFeedbackBuilder second =
                about("The kettle is blinking red, no steam comes", channel, "2026-03-02T10:00:00Z");
        NewFeedbackBuilder third = about("kettle blinks red and there is no steam", channel, "2026-03-03T10:00:00Z")
                .with(
                        "agentReply",
                        "That model is recalled: send it back, and the refund comes within five working days.");
        String firstId = taken(first);
        String secondId = taken(second);
        taken(third);
        JsonPath learning = judged(channel, 3);
        assertEquals(3, learning.getInt("overrides"));
        assertEquals(2, learning.getInt("covered"));
        assertEquals(1, learning.getInt("known"));
        assertEquals(List.of(0, 1, 0), daily(learning, "known"));
        assertEquals(List.of(1, 1, 1), daily(learning, "judged"));
        assertEquals(0, learning.getInt("waiting"));
        assertTrue(learning.getFloat("knownInterval.low") < 1 / 3f && learning.getFloat("knownInterval.high") > 1 / 3f);

        // The example goes, its judgement too; what was learned from it stays told.
        call().delete("/api/customer-messages/" + first.messageId()).then().statusCode(204);
        learning = judged(channel, 2);
        assertEquals(1, learning.getInt("known"));

        // A changed verdict is judged anew.
        post(second.with(
                                "agentReply",
                                "Kettles that blink need a new heating ring, which we will post to you tomorrow.")
                        .at("2026-03-02T11:00:00Z"))
                .statusCode(200);
        Eventually.holds(
                "it is judged anew",
                () -> learning(channel).getInt("known") == 0
                        && learning(channel).getInt("judged") == 2);
        call().delete("/api/feedback/" + secondId).then().statusCode(204);
        judged(channel, 1);
        assertEquals(0, recount());
        assertEquals(404, call().get("/api/feedback/" + firstId).statusCode());
    }

    @Test
    void aThumbsUpTellsWhetherItWouldHaveBeenMisled() {
        String channel = "misled";
        String reply = "Our garden centre is open from nine to six, and on Sundays until two in the afternoon.";
        taken(thumbsUp()
                .with("message", "When does your garden centre open?")
                .with("aiReply", reply)
                .with("channel", channel)
                .at("2026-03-01T10:00:00Z"));
        taken(about("When is the garden centre open?", channel, "2026-03-02T10:00:00Z")
                .with("aiReply", reply)
                .with("agentReply", "We are closed for good since January; the shop in Linz has all plants."));
        taken(thumbsUp()
                .with("message", "garden centre opening hours, when is it open?")
                .with("aiReply", reply)
                .with("channel", channel)
                .at("2026-03-03T10:00:00Z"));
        Eventually.holds(
                "all are judged",
                () -> learning(channel).getInt("thumbsUp") == 2
                        && learning(channel).getInt("judged") == 1);
        assertEquals(1, learning(channel).getInt("misleading"));
    }

    @Test
    void theEffectIsWhatCameOfPrompts() {
        String channel = "effect";
        JsonPath without = learning(channel);
        assertNull(without.get("effect"));
        for (int i = 0; i < 6; i++) {
            String promptId = UUID.randomUUID().toString();
            database.query(
                    "INSERT INTO learned_prompts (id, held_out, had_examples) VALUES ($1, $2, true)",
                    UUID.fromString(promptId),
                    i % 2 == 0);
            taken((i < 4 ? thumbsUp() : override())
                    .with("promptId", promptId)
                    .with("channel", channel)
                    .at("2026-03-01T10:00:00Z"));
        }
        JsonPath learning = learning(channel);
        assertEquals(Map.of("total", 3, "useful", 2, "overridden", 1), learning.getMap("effect.withExamples"));
        assertEquals(Map.of("total", 3, "useful", 2, "overridden", 1), learning.getMap("effect.heldOut"));
        assertEquals(0, learning.getDouble("effect.difference"), 1e-9);
        assertTrue(learning.getDouble("effect.interval.high") > 0.3);
        assertNull(call().queryParam("topic", UUID.randomUUID().toString())
                .get("/api/feedback/analytics/learning")
                .jsonPath()
                .get("effect"));
    }

    private static NewFeedbackBuilder about(String message, String channel, String at) {
        return override()
                .with("message", message)
                .with("aiReply", "Please switch it off and on.")
                .with("agentReply", ANSWER)
                .with("channel", channel)
                .at(at);
    }

    private static JsonPath judged(String channel, int count) {
        Eventually.holds(count + " are judged", () -> learning(channel).getInt("judged") == count);
        return learning(channel);
    }

    private static JsonPath learning(String channel) {
        return call().queryParam("from", "2026-03-01")
                .queryParam("to", "2026-03-03")
                .queryParam("channel", channel)
                .get("/api/feedback/analytics/learning")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static List<Integer> daily(JsonPath learning, String field) {
        return learning.getList("daily." + field, Integer.class);
    }

    /** How many of the counters by topic differ from a recount of what stands in topics. */
    private long recount() {
        return database.count("""
                SELECT count(*) FROM (
                    SELECT day, channel FROM (
                        SELECT day, channel, count(*) AS total, count(*) FILTER (WHERE overridden AND known IS NOT NULL) AS judged,
                               count(*) FILTER (WHERE overridden AND known) AS known FROM topic_feedback GROUP BY 1, 2) AS counted
                    FULL JOIN (
                        SELECT day, channel, sum(total) AS total, sum(judged) AS judged, sum(known) AS known
                        FROM topic_daily GROUP BY 1, 2 HAVING sum(total) <> 0 OR sum(judged) <> 0 OR sum(known) <> 0) AS stored
                    USING (day, channel)
                    WHERE (counted.total, counted.judged, counted.known)
                          IS DISTINCT FROM (stored.total::bigint, stored.judged::bigint, stored.known::bigint)) AS differing
                """);
    }
}
