package dev.replyloop.feedback;

import static dev.replyloop.testing.NewFeedbackBuilder.thumbsUp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.replyloop.testing.Database;
import dev.replyloop.testing.Eventually;
import dev.replyloop.testing.NewFeedbackBuilder;
import dev.replyloop.testing.PlainApi;
import dev.replyloop.testing.PlainApi.Answer;
import dev.replyloop.testing.PostgresResource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** While the database stands still, what waits is bounded, and neither agents nor importers are kept out by the others. */
@QuarkusTest
@TestProfile(FullQueueTest.LittleRoom.class)
@QuarkusTestResource(PostgresResource.class)
class FullQueueTest {

    private static final int BATCH_ROWS = 8;
    private static final int ROOM = 40;
    private static final int ROOM_FOR_ITEMS = 30;
    private static final Duration PROMPTLY = Duration.ofSeconds(3);

    public static final class LittleRoom implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "replyloop.intake.writers",
                    "1",
                    "replyloop.intake.batch-rows",
                    String.valueOf(BATCH_ROWS),
                    "replyloop.intake.queue-rows",
                    String.valueOf(ROOM),
                    "replyloop.intake.queue-wait",
                    "1h",
                    "replyloop.intake.lock-timeout",
                    "1h");
        }
    }

    @Inject
    Pool pool;

    @Inject
    Database database;

    @Inject
    MeterRegistry metrics;

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private SqlConnection standstill;

    @BeforeEach
    void stopTheDatabase() {
        standstill = pool.getConnection().await().atMost(PROMPTLY);
        standstill
                .query("BEGIN; LOCK TABLE feedback IN SHARE MODE")
                .execute()
                .await()
                .atMost(PROMPTLY);
    }

    @AfterEach
    void end() {
        goOn();
        callers.shutdownNow();
    }

    @Test
    void importersLeaveRoomForAgentsAndAgentsATurnForImporters() {
        List<NewFeedbackBuilder> items = feedback(100);
        CompletableFuture<Answer> imported = postBatch(items);
        awaitWaiting(ROOM_FOR_ITEMS - BATCH_ROWS);
        List<NewFeedbackBuilder> clicks = feedback(ROOM - ROOM_FOR_ITEMS + BATCH_ROWS);
        List<CompletableFuture<Answer>> clicked =
                clicks.stream().map(this::post).toList();
        awaitWaiting(ROOM);

        Answer surplus = PlainApi.post(thumbsUp());
        assertEquals(503, surplus.status());
        assertEquals("1", surplus.headers().firstValue("Retry-After").orElse("none"));
        assertTrue(surplus.text("type").endsWith("overloaded"), surplus.text("type"));
        Answer another = postBatch(feedback(1)).join();
        assertEquals(503, another.body().at("/results/0/status").asInt());

        goOn();
        clicked.forEach(answer -> assertEquals(201, answer.join().status()));
        JsonNode results = imported.join().body().path("results");
        IntStream.range(0, items.size())
                .forEach(at -> assertEquals(
                        at < ROOM_FOR_ITEMS ? 201 : 503,
                        results.path(at).path("status").asInt(),
                        "item " + at));

        UUID[] clickIds = ids(clicks.stream());
        UUID[] itemIds = ids(items.stream().limit(ROOM_FOR_ITEMS));
        long besideClicks = database.count("""
                SELECT count(*) FROM feedback
                WHERE message_id = ANY ($2)
                  AND xmin::text::bigint <= (SELECT max(xmin::text::bigint) FROM feedback WHERE message_id = ANY ($1))
                """, clickIds, itemIds);
        assertTrue(besideClicks > BATCH_ROWS, "no item had a turn before the last click");
        assertTrue(besideClicks < ROOM_FOR_ITEMS, "the last click had to wait for all items");
        database.assertCountersExact("UTC");
    }

    private void goOn() {
        if (standstill != null) {
            standstill.query("ROLLBACK").execute().await().atMost(PROMPTLY);
            standstill.closeAndForget();
            standstill = null;
        }
    }

    private void awaitWaiting(int verdicts) {
        Eventually.holds(
                verdicts + " verdicts wait",
                () -> metrics.get("replyloop.intake.waiting").gauge().value() == verdicts);
    }

    private CompletableFuture<Answer> post(NewFeedbackBuilder feedback) {
        return CompletableFuture.supplyAsync(() -> PlainApi.post(feedback), callers);
    }

    private CompletableFuture<Answer> postBatch(List<NewFeedbackBuilder> feedback) {
        return CompletableFuture.supplyAsync(
                () -> PlainApi.post(
                        "/api/feedback/batch",
                        Map.of(
                                "items",
                                feedback.stream()
                                        .map(NewFeedbackBuilder::fields)
                                        .toList())),
                callers);
    }

    private static List<NewFeedbackBuilder> feedback(int number) {
        return Stream.generate(NewFeedbackBuilder::thumbsUp).limit(number).toList();
    }

    private static UUID[] ids(Stream<NewFeedbackBuilder> feedback) {
        return feedback.map(NewFeedbackBuilder::messageId).map(UUID::fromString).toArray(UUID[]::new);
    }
}
