package dev.replyloop.feedback;

import static dev.replyloop.testing.NewFeedbackBuilder.override;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsUp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.replyloop.testing.Crowd;
import dev.replyloop.testing.Database;
import dev.replyloop.testing.Eventually;
import dev.replyloop.testing.LogLines;
import dev.replyloop.testing.NewFeedbackBuilder;
import dev.replyloop.testing.PlainApi;
import dev.replyloop.testing.PlainApi.Answer;
import dev.replyloop.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody else holds a lock in the database, and doesn't let go. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class HeldLockTest {

    private static final Duration PROMPTLY = Duration.ofSeconds(3);
    /** The intake waits for a second. */
    private static final Duration AFTER_ONE_WAIT = Duration.ofSeconds(4);

    @Inject
    Pool pool;

    @Inject
    Database database;

    private SqlConnection holder;

    @BeforeEach
    void begin() {
        holder = pool.getConnection().await().atMost(PROMPTLY);
        holder.query("BEGIN").execute().await().atMost(PROMPTLY);
    }

    @AfterEach
    void end() {
        letGo();
        database.assertCountersExact("UTC");
    }

    @Test
    void feedbackOnAHeldMessageFailsAloneAndAllOtherIsWritten() throws Exception {
        NewFeedbackBuilder held = override();
        assertEquals(201, PlainApi.post(held).status());
        hold("SELECT FROM customer_messages WHERE id = $1 FOR UPDATE", held);

        CompletableFuture<Answer> first = CompletableFuture.supplyAsync(() -> PlainApi.post(held));
        CompletableFuture<Answer> second =
                CompletableFuture.supplyAsync(() -> PlainApi.post(held.with("aiReply", "Another suggestion")));
        for (int i = 0; i < 10; i++) {
            List<Duration> waits = Crowd.atOnce(Stream.<Callable<Duration>>generate(() -> HeldLockTest::timedPost)
                    .limit(8)
                    .toList());
            waits.forEach(wait -> assertTrue(wait.compareTo(AFTER_ONE_WAIT) < 0, () -> "waited " + wait));
        }
        assertLocked(first.join());
        assertLocked(second.join());
        assertEquals(200, PlainApi.get("/q/health/ready").status());

        letGo();
        assertEquals(200, PlainApi.post(held).status());
        assertEquals(
                201, PlainApi.post(held.with("aiReply", "Another suggestion")).status());
    }

    @Test
    void aMessageThatIsKnownToBeHeldKeepsNobodyWaitingAgain() throws Exception {
        NewFeedbackBuilder held = override();
        assertEquals(201, PlainApi.post(held).status());
        hold("SELECT FROM customer_messages WHERE id = $1 FOR UPDATE", held);
        assertLocked(PlainApi.post(held));

        long started = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            assertLocked(PlainApi.post(held));
        }
        assertTrue(System.nanoTime() - started < AFTER_ONE_WAIT.toNanos(), "each waited for the lock again");
    }

    /** As between two instances: each batch of the other holds the message for milliseconds, again and again. */
    @Test
    void aMessageThatWasHeldOnceIsWrittenBesideWhoeverHoldsItForAMoment() {
        NewFeedbackBuilder held = override();
        assertEquals(201, PlainApi.post(held).status());
        hold("SELECT FROM customer_messages WHERE id = $1 FOR UPDATE", held);
        assertLocked(PlainApi.post(held.with("comment", "first")));

        for (int i = 0; i < 20; i++) {
            NewFeedbackBuilder changed = held.with("comment", "round " + i);
            CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> PlainApi.post(changed));
            hold("SELECT pg_sleep(0.02)");
            hold("ROLLBACK");
            assertEquals(200, answer.join().status(), () -> answer.join().body().toString());
            hold("BEGIN");
            hold("SELECT FROM customer_messages WHERE id = $1 FOR UPDATE", held);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT FROM feedback WHERE message_id = $1 FOR UPDATE",
                "SELECT FROM training_prompts WHERE message_id = $1 FOR UPDATE"
            })
    void whateverARowWaitsForItsNeighboursAreWritten(String lock) {
        NewFeedbackBuilder held = override();
        assertEquals(201, PlainApi.post(held).status());
        hold(lock, held);

        List<NewFeedbackBuilder> items = new ArrayList<>(
                Stream.generate(NewFeedbackBuilder::thumbsUp).limit(40).toList());
        items.add(17, held.with("comment", "The agent changed their mind"));
        long started = System.nanoTime();
        JsonNode results = PlainApi.post(
                        "/api/feedback/batch",
                        Map.of(
                                "items",
                                items.stream().map(NewFeedbackBuilder::fields).toList()))
                .body()
                .path("results");

        IntStream.range(0, items.size())
                .forEach(at -> assertEquals(
                        at == 17 ? 503 : 201, results.path(at).path("status").asInt(), "item " + at));
        assertTrue(results.at("/17/problem/type").asText().endsWith("locked"));
        assertTrue(System.nanoTime() - started < AFTER_ONE_WAIT.toNanos());
    }

    @Test
    void aLockedTableIsSaidToBeLockedAndProbesGoOn() {
        hold("LOCK TABLE feedback IN ACCESS EXCLUSIVE MODE");
        List<String> reads = List.of(
                "/api/feedback",
                "/api/feedback?q=parcel",
                "/api/feedback?useful=false",
                "/api/feedback/count?q=parcel",
                "/api/feedback/" + UUID.randomUUID());
        List<CompletableFuture<Answer>> asked = reads.stream()
                .map(path -> CompletableFuture.supplyAsync(() -> PlainApi.get(path)))
                .toList();
        CompletableFuture<Answer> posted = CompletableFuture.supplyAsync(() -> PlainApi.post(thumbsUp()));
        for (int i = 0; i < 20; i++) {
            assertPrompt("/q/health/ready");
            assertPrompt("/api/about");
        }
        asked.forEach(read -> assertLocked(read.join()));
        assertLocked(posted.join());

        letGo();
        reads.stream()
                .limit(4)
                .forEach(path -> assertEquals(200, PlainApi.get(path).status(), path));
        Eventually.holds(
                "feedback is taken again", () -> PlainApi.post(thumbsUp()).status() == 201);
    }

    @Test
    void oneLineTellsThatItBeginsAndOneThatItIsOver() throws InterruptedException {
        // Until what the other tests held counts as over.
        Thread.sleep(3_100);
        NewFeedbackBuilder held = override();
        assertEquals(201, PlainApi.post(held).status());
        try (LogLines log = new LogLines()) {
            hold("SELECT FROM customer_messages WHERE id = $1 FOR UPDATE", held);
            for (int i = 0; i < 5; i++) {
                assertLocked(PlainApi.post(held));
                assertEquals(201, PlainApi.post(thumbsUp()).status());
            }
            assertEquals(
                    List.of("WARN Feedback on some messages can't be written: another transaction holds them"
                            + " (SQLSTATE 55P03: Another transaction holds a lock on it)"),
                    log.with("another transaction holds them"));
            letGo();
            Eventually.holds("it is said to be over", () -> {
                assertEquals(201, PlainApi.post(thumbsUp()).status());
                return log.with("Over after").size() == 1;
            });
        }
    }

    private void hold(String statement, NewFeedbackBuilder feedback) {
        holder.preparedQuery(statement)
                .execute(Tuple.of(UUID.fromString(feedback.messageId())))
                .await()
                .atMost(PROMPTLY);
    }

    private void hold(String statement) {
        holder.query(statement).execute().await().atMost(PROMPTLY);
    }

    private void letGo() {
        if (holder != null) {
            holder.query("ROLLBACK").execute().await().atMost(PROMPTLY);
            holder.closeAndForget();
            holder = null;
        }
    }

    private static Duration timedPost() {
        long started = System.nanoTime();
        assertEquals(201, PlainApi.post(thumbsUp()).status());
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private static void assertLocked(Answer answer) {
        assertEquals(503, answer.status(), () -> answer.body().toString());
        assertEquals("urn:replyloop:problem:locked", answer.text("type"));
        assertEquals("1", answer.headers().firstValue("Retry-After").orElse("none"));
    }

    private static void assertPrompt(String path) {
        long started = System.nanoTime();
        assertEquals(200, PlainApi.get(path).status(), path);
        assertTrue(System.nanoTime() - started < Duration.ofSeconds(1).toNanos(), path);
    }
}
