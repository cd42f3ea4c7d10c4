package dev.replyloop.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.testing.Eventually;
import dev.replyloop.testing.Sql;
import dev.replyloop.trial.EmbeddedDatabase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From an empty database to named topics, with two instances, kills, corrections and erasures. */
class TopicsIT {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String ON = "replyloop.topics.enabled=true";

    /** The native library that computes the vectors. */
    private static final String EMBEDDING = "onnxruntime";

    private static final List<String> MATTERS = List.of(
            "Where is the refund for my %s?",
            "The %s arrived broken, I want a replacement",
            "How do I reset the password of my %s account?",
            "My card was declined when I paid for the %s",
            "The invoice for the %s shows the wrong address",
            "When will the %s be delivered?",
            "The %s app crashes when I open it",
            "Please cancel my subscription to the %s");
    private static final List<String> ENDINGS = List.of(
            "",
            " Please help.",
            " I have been waiting for days.",
            " It is urgent.",
            " Nobody answers.",
            " Thanks in advance.");
    private static final List<String> THINGS = List.of(
            "kettle",
            "phone",
            "lamp",
            "jacket",
            "printer",
            "sofa",
            "bicycle",
            "camera",
            "watch",
            "headset",
            "tent",
            "mixer",
            "router",
            "desk",
            "drone",
            "blender",
            "tablet",
            "heater",
            "guitar",
            "toaster",
            "fan",
            "scanner",
            "stroller",
            "keyboard",
            "mirror",
            "carpet",
            "fridge",
            "helmet",
            "speaker",
            "monitor");

    @RegisterExtension
    final Scenario scenario = new Scenario();

    private int posted;

    /** What a person made of the topics that were found first. */
    private record Corrections(
            String renamed, String merged, String into, String hidden, String own, String split, List<String> pinned) {}

    @Test
    @DisplayName("topics are found, corrected, and survive kills, another model and regroupings")
    void correctionsSurvive() throws Exception {
        try (EmbeddedDatabase database =
                EmbeddedDatabase.start(EmbeddedDatabase.Settings.temporary(Path.of("target", "embedded-postgres")))) {
            String url = database.url();
            startWithout(url);
            Corrections corrections;
            try (Backend one = start(url);
                    Backend two = start(url)) {
                find(one, url);
                assertTrue(hasLoadedModel(one, true) || hasLoadedModel(two, true));
                corrections = correct(one, two, url);
            }
            String pinned = pinned(url);
            try (Backend one = start(url, anotherModel())) {
                awaitAnotherModel(one, url);
                assertEquals(pinned, pinned(url));
                try (Backend two = start(url, anotherModel())) {
                    regroup(one, two, url);
                    assertSurvived(corrections, one, two, url);
                }
            }
        }
    }

    private static Backend start(String database, String... settings) throws IOException {
        return Backend.start(Stream.concat(Stream.of(ON, "replyloop.database-url=" + database), Stream.of(settings))
                .toArray(String[]::new));
    }

    private static String[] anotherModel() throws IOException {
        return new String[] {
            "replyloop.topics.model.id=another",
            "replyloop.topics.model.file=" + unpacked("bge-small-en-v1.5-q.onnx"),
            "replyloop.topics.model.tokenizer=" + unpacked("bge-small-en-v1.5-q-tokenizer.json")
        };
    }

    /** All is embedded anew by the model on disk. */
    private void awaitAnotherModel(Backend backend, String database) throws Exception {
        String ofAnother = "SELECT count(*) FROM message_topics WHERE model <> 'another'";
        Eventually.holds(
                "it is told how much is to be embedded anew",
                () -> topics(backend).getJsonObject("progress").getInteger("waiting") > 100);
        Eventually.holds("all is embedded anew and regrouped", () -> {
            JsonObject progress = topics(backend).getJsonObject("progress");
            return progress.getInteger("waiting") == 0
                    && progress.getString("phase").equals("READY")
                    && Sql.text(database, ofAnother).equals("0");
        });
        assertCountersExact(database);
    }

    /** All that people have settled. */
    private static String pinned(String database) throws SQLException {
        return Sql.text(
                        database,
                        "SELECT string_agg(id || name || hidden, ',' ORDER BY id) FROM topics WHERE corrected")
                + Sql.text(
                        database,
                        "SELECT md5(string_agg(message_id || '' || topic_id, ',' ORDER BY message_id)) FROM message_topics"
                                + " WHERE by_person");
    }

    private static Path unpacked(String resource) throws IOException {
        Path file = Path.of("target", "sentence-model", resource).toAbsolutePath();
        Files.createDirectories(file.getParent());
        try (InputStream stream = TopicsIT.class.getResourceAsStream("/" + resource)) {
            Files.copy(stream, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    /** What is posted meanwhile is found once they are switched on. */
    private void startWithout(String database) throws Exception {
        try (Backend off = Backend.start("replyloop.topics.enabled=false", "replyloop.database-url=" + database)) {
            post(off, 10);
            assertEquals("OFF", topics(off).getJsonObject("progress").getString("phase"));
            assertFalse(hasLoadedModel(off, false), "a native library was loaded for nothing");
        }
    }

    private static boolean hasLoadedModel(Backend backend, boolean whereUnknown) throws IOException {
        return backend.loadedFiles().map(files -> files.contains(EMBEDDING)).orElse(whereUnknown);
    }

    private void find(Backend backend, String database) throws Exception {
        assertEquals("LEARNING", topics(backend).getJsonObject("progress").getString("phase"));
        post(backend, 330);
        awaitRegrouping(backend, database, 300);
    }

    private static Corrections correct(Backend one, Backend two, String database) throws Exception {
        List<JsonObject> found = items(topics(one));
        assertTrue(found.size() >= 4, "too few topics: " + found);
        String renamed = found.get(0).getString("id");
        patch(one, "/api/topics/" + renamed, new JsonObject().put("name", "Our own words"));
        String merged = found.get(1).getString("id");
        String into = found.get(2).getString("id");
        long together = feedbackOf(database, merged) + feedbackOf(database, into);
        call(two, "POST", "/api/topics/" + merged + "/merge", new JsonObject().put("into", into), 200);
        assertEquals(together, feedbackOf(database, into));
        String hidden = found.get(3).getString("id");
        patch(two, "/api/topics/" + hidden, new JsonObject().put("hidden", true));
        String split =
                Sql.text(database, "SELECT min(message_id::text) FROM message_topics WHERE topic_id = '" + into + "'");
        String own = call(
                        one,
                        "POST",
                        "/api/topics/" + into + "/split",
                        new JsonObject().put("messageId", split).put("name", "One of its own"),
                        201)
                .getString("id");
        return new Corrections(renamed, merged, into, hidden, own, split, messagesOf(database, into));
    }

    /** Three times, the first time cut off in the middle; then all starts afresh. */
    private void regroup(Backend one, Backend two, String database) throws Exception {
        int grouped = regroupedMessages(database);
        post(two, 200);
        killInMidRegrouping(one, two, database, grouped);
        awaitRegrouping(one, database, 432);
        assertCountersExact(database);
        post(one, 300);
        awaitRegrouping(two, database, 672);
        post(two, 450);
        awaitRegrouping(one, database, 1_032);
        one.kill();
        two.kill();
        one.restart();
        two.restart();
    }

    private void assertSurvived(Corrections corrections, Backend one, Backend two, String database) throws Exception {
        JsonObject after = topics(two);
        assertEquals("Our own words", named(after, corrections.renamed()).getString("name"));
        assertTrue(named(after, corrections.renamed()).getBoolean("namedByPerson"));
        assertTrue(named(after, corrections.hidden()).getBoolean("hidden"));
        assertTrue(
                items(after).stream().noneMatch(topic -> topic.getString("id").equals(corrections.merged())));
        assertEquals("One of its own", named(after, corrections.own()).getString("name"));
        assertTrue(messagesOf(database, corrections.own()).contains(corrections.split()));
        assertTrue(messagesOf(database, corrections.into()).containsAll(corrections.pinned()));

        // Gone with an erasure, and both instances say so.
        String erased = corrections.pinned().get(0);
        call(one, "DELETE", "/api/customer-messages/" + erased, null, 204);
        assertEquals(
                "0", Sql.text(database, "SELECT count(*) FROM message_topics WHERE message_id = '" + erased + "'"));
        assertCountersExact(database);
        assertEquals(topics(one), topics(two));
        String question = "/api/feedback/analytics/topics";
        assertEquals(call(one, "GET", question, null, 200), call(two, "GET", question, null, 200));
        assertNotEquals(List.of(), items(call(one, "GET", question, null, 200)));
        assertFalse(items(call(one, "GET", question, null, 200)).stream()
                .anyMatch(topic -> topic.getString("id").equals(corrections.hidden())));
        scenario.tell("%d feedback, %d topics", posted, items(after).size());
    }

    /** Whoever holds the lock of the regrouping when it is seen dies with it. */
    private static void killInMidRegrouping(Backend one, Backend two, String database, int groupedBefore)
            throws Exception {
        String grouping = "SELECT count(*) FROM topics";
        String before = Sql.text(database, grouping);
        Eventually.holds(
                "a regrouping is under way",
                () -> isRegrouping(database) || regroupedMessages(database) > groupedBefore);
        one.kill();
        two.kill();
        if (regroupedMessages(database) <= groupedBefore) {
            assertEquals(before, Sql.text(database, grouping));
        }
        one.restart();
        two.restart();
    }

    private static boolean isRegrouping(String database) throws SQLException {
        return !Sql.text(
                        database,
                        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 7355 AND database ="
                                + " (SELECT oid FROM pg_database WHERE datname = current_database())")
                .equals("0");
    }

    private static int regroupedMessages(String database) throws SQLException {
        return Integer.parseInt(Sql.text(database, "SELECT regrouped_messages FROM topic_progress"));
    }

    private void awaitRegrouping(Backend backend, String database, int messages) {
        Eventually.holds("at least " + messages + " messages are grouped, and all are placed", () -> {
            JsonObject progress = topics(backend).getJsonObject("progress");
            return regroupedMessages(database) >= messages
                    && progress.getInteger("waiting") == 0
                    && progress.getString("phase").equals("READY");
        });
    }

    private void post(Backend backend, int count) throws Exception {
        JsonArray items = new JsonArray();
        for (int i = 0; i < count; i++, posted++) {
            int matter = posted % MATTERS.size();
            int variant = posted / MATTERS.size();
            boolean useful = variant % 3 != 0;
            JsonObject item = new JsonObject()
                    .put(
                            "messageId",
                            UUID.nameUUIDFromBytes(("topics " + posted).getBytes(StandardCharsets.UTF_8))
                                    .toString())
                    .put(
                            "message",
                            String.format(MATTERS.get(matter), THINGS.get(variant % THINGS.size()))
                                    + ENDINGS.get(variant / THINGS.size() % ENDINGS.size()))
                    .put("aiReply", "Please see our page on matter " + matter + ".")
                    .put("useful", useful)
                    .put("channel", variant % 2 == 0 ? "email" : "chat");
            items.add(useful ? item : item.put("agentReply", "I have taken care of it."));
        }
        call(backend, "POST", "/api/feedback/batch", new JsonObject().put("items", items), 200);
    }

    private static JsonObject topics(Backend backend) throws Exception {
        return call(backend, "GET", "/api/topics", null, 200);
    }

    private static List<JsonObject> items(JsonObject list) {
        JsonArray items = list.getJsonArray("items");
        return IntStream.range(0, items.size()).mapToObj(items::getJsonObject).toList();
    }

    private static JsonObject named(JsonObject list, String id) {
        return items(list).stream()
                .filter(topic -> topic.getString("id").equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No topic " + id + " in " + list));
    }

    private static List<String> messagesOf(String database, String topic) throws SQLException {
        String ids = Sql.text(
                database,
                "SELECT string_agg(message_id::text, ',') FROM message_topics WHERE topic_id = '" + topic + "'");
        return ids == null ? List.of() : new ArrayList<>(List.of(ids.split(",")));
    }

    private static long feedbackOf(String database, String topic) throws SQLException {
        return Long.parseLong(
                Sql.text(database, "SELECT coalesce(sum(total), 0) FROM topic_daily WHERE topic_id = '" + topic + "'"));
    }

    /** The counters by topic against a count of the feedback itself. */
    private static void assertCountersExact(String database) throws SQLException {
        String difference = Sql.text(database, """
                WITH counted AS (
                    SELECT topic_id, day, channel, model, reason, sum(total) AS total, sum(useful) AS useful,
                           sum(overridden) AS overridden
                    FROM topic_daily GROUP BY 1, 2, 3, 4, 5
                    HAVING sum(total) <> 0 OR sum(useful) <> 0 OR sum(overridden) <> 0
                ), recount AS (
                    SELECT message_topics.topic_id, (occurred_at AT TIME ZONE 'UTC')::date AS day,
                           coalesce(channel, '') AS channel, coalesce(feedback.model, '') AS model,
                           coalesce(reason, '') AS reason, count(*)::numeric AS total,
                           count(*) FILTER (WHERE useful)::numeric AS useful,
                           count(*) FILTER (WHERE overridden)::numeric AS overridden
                    FROM feedback JOIN message_topics USING (message_id)
                    GROUP BY 1, 2, 3, 4, 5
                ), difference AS (
                    (TABLE counted EXCEPT TABLE recount) UNION ALL (TABLE recount EXCEPT TABLE counted)
                )
                SELECT count(*) FROM difference
                """);
        assertEquals("0", difference);
    }

    private static void patch(Backend backend, String path, JsonObject body) throws Exception {
        call(backend, "PATCH", path, body, 200);
    }

    private static JsonObject call(Backend backend, String method, String path, JsonObject body, int expected)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + backend.port() + path));
        HttpResponse<String> answer = CLIENT.send(
                body == null
                        ? request.method(method, BodyPublishers.noBody()).build()
                        : request.header("Content-Type", "application/json")
                                .method(method, BodyPublishers.ofString(body.encode()))
                                .build(),
                BodyHandlers.ofString());
        assertEquals(expected, answer.statusCode(), method + " " + path + ": " + answer.body());
        return answer.body().isEmpty() ? null : new JsonObject(answer.body());
    }
}
