package dev.replyloop.topics;

import static dev.replyloop.testing.Api.call;
import static dev.replyloop.testing.Api.post;
import static dev.replyloop.testing.NewFeedbackBuilder.override;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.replyloop.testing.Database;
import dev.replyloop.testing.Eventually;
import dev.replyloop.testing.LogLines;
import dev.replyloop.testing.NewFeedbackBuilder;
import dev.replyloop.testing.PlainApi;
import dev.replyloop.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Erased is erased: of what was written nothing is left, wherever it had got to. Topics are found by the real model. */
@QuarkusTest
@TestProfile(ErasedWordsTest.WithTopics.class)
@QuarkusTestResource(PostgresResource.class)
class ErasedWordsTest {

    private static final int RARE_MESSAGES = 40;
    private static final String RARE = "Zwillingsbruder";
    private static final List<String> SUBJECTS = List.of(
            "My parcel has not arrived and the tracking page says nothing",
            "I can not sign in, my password is refused every time",
            "The invoice for my last order has the wrong address on it",
            "How do I send a pair of shoes back and get my money",
            "Please cancel my monthly subscription at the end of the term");

    public static final class WithTopics implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("replyloop.topics.enabled", "true");
        }
    }

    @Inject
    Database database;

    @Test
    void nothingIsLeftOfARareName() throws Exception {
        try (LogLines log = new LogLines()) {
            List<NewFeedbackBuilder> rare = IntStream.range(0, RARE_MESSAGES)
                    .mapToObj(i -> override()
                            .with("message", "The violin of my " + RARE + " is out of tune, concert " + i)
                            .with("aiReply", "Every " + RARE + " gets a voucher")
                            .with("agentReply", "Dear " + RARE + ", here it is")
                            .with("comment", RARE + " again"))
                    .toList();
            rare.forEach(feedback -> post(feedback).statusCode(201));
            postAll(feedbackOn(SUBJECTS));
            Eventually.holds(
                    "a topic has the name in its name", () -> names().stream().anyMatch(name -> name.contains(RARE)));
            String topic = topicNamed(RARE);
            hide(topic);
            assertFalse(found(RARE).isEmpty(), "the search of every column finds what is there");
            String digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(("Every " + RARE + " gets a voucher").getBytes(StandardCharsets.UTF_8)));
            Eventually.holds(
                    "the reply counts as repeated",
                    () -> database.count(
                                    "SELECT count(*) FROM repeated_replies WHERE encode(ai_reply_id, 'hex') = $1",
                                    digest)
                            == 1);
            database.query("ANALYZE");

            rare.subList(0, RARE_MESSAGES - 1).forEach(this::erase);
            assertTrue(
                    names().stream().anyMatch(name -> name.contains(RARE)), "one of its messages still has the word");
            erase(rare.get(RARE_MESSAGES - 1));

            assertEquals(List.of(), found(RARE));
            Eventually.holds("its digest is gone", () -> found(digest).isEmpty());
            for (String path : List.of(
                    "/api/topics",
                    "/api/topics/" + topic,
                    "/api/feedback?limit=200",
                    "/api/feedback?q=" + RARE,
                    "/api/training-prompts?limit=200",
                    "/api/feedback/analytics",
                    "/api/feedback/analytics/topics",
                    "/api/feedback/analytics/overrides")) {
                assertFalse(PlainApi.get(path).body().toString().contains(RARE), path);
            }
            Eventually.holds(
                    "it is named anew, or gone",
                    () -> database.count("SELECT count(*) FROM topics WHERE unnamed") == 0);
            assertEquals(List.of(), found(RARE));
            assertEquals(List.of(), log.with(RARE));
        }
        database.assertCountersExact("UTC");
    }

    @Test
    void theStatisticsHoldNothingThatPeopleWrote() {
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
        database.query("ANALYZE");
        assertEquals(0, database.count("""
                SELECT count(*) FROM pg_stats
                WHERE concat_ws(' ', most_common_vals::text, histogram_bounds::text, most_common_elems::text) LIKE '%' || $1 || '%'
                """, word));
        assertTrue(database.count("SELECT count(*) FROM pg_stats WHERE tablename = 'feedback' AND attname = 'channel'")
                > 0);
    }

    /** Every column of every table, in whatever way a value of it is written as text, that holds this. */
    private List<String> found(String word) {
        List<String> found = new ArrayList<>();
        for (Row column : database.query("""
                SELECT table_name, column_name, data_type FROM information_schema.columns
                JOIN information_schema.tables USING (table_schema, table_name)
                WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
                """)) {
            String table = column.getString(0);
            String name = column.getString(1);
            String text = column.getString(2).equals("bytea")
                    ? "encode(" + name + ", 'hex') || ' ' || encode(" + name + ", 'escape')"
                    : name + "::text";
            if (database.count(
                            "SELECT count(*) FROM " + table + " WHERE strpos(lower(" + text + "), lower($1)) > 0", word)
                    > 0) {
                found.add(table + "." + name);
            }
        }
        return found;
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        database.query("SELECT name FROM topics").forEach(row -> names.add(row.getString(0)));
        return names;
    }

    private String topicNamed(String word) {
        return database.query("SELECT id FROM topics WHERE name LIKE '%' || $1 || '%'", word)
                .iterator()
                .next()
                .getUUID(0)
                .toString();
    }

    private static void hide(String topic) {
        call().contentType("application/json")
                .body("{\"hidden\": true}")
                .patch("/api/topics/" + topic)
                .then()
                .statusCode(200);
    }

    private void erase(NewFeedbackBuilder feedback) {
        assertEquals(204, PlainApi.erase(feedback.messageId()).status());
    }

    private static void postAll(List<Map<String, Object>> items) {
        JsonNode results =
                PlainApi.post("/api/feedback/batch", Map.of("items", items)).body();
        assertEquals(items.size(), results.path("results").size());
    }

    private static List<Map<String, Object>> feedbackOn(List<String> subjects) {
        return IntStream.range(0, 330)
                .<Map<String, Object>>mapToObj(i -> override()
                        .with("message", subjects.get(i % subjects.size()) + ", order " + i)
                        .with("aiReply", "Reply " + i)
                        .fields())
                .toList();
    }
}
