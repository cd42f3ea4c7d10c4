package dev.replyloop.shared.database;

import static dev.replyloop.testing.NewFeedbackBuilder.thumbsUp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.testing.Eventually;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A crowd of reads that take long: it waits, or is told to come back, and is alone in that. */
@QuarkusTest
@TestProfile(ReadBulkheadTest.ShortLine.class)
@QuarkusTestResource(PostgresResource.class)
class ReadBulkheadTest {

    private static final Duration PROMPTLY = Duration.ofSeconds(3);
    private static final int IN_FLIGHT = 2;
    private static final int WAITING = 3;

    public static final class ShortLine implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "replyloop.reads.in-flight",
                    String.valueOf(IN_FLIGHT),
                    "replyloop.reads.waiting",
                    String.valueOf(WAITING),
                    "replyloop.reads.patience",
                    "1s",
                    "replyloop.reads.limit",
                    "3s",
                    "replyloop.database.lock-timeout",
                    "8s");
        }
    }

    @Inject
    Pool pool;

    @Inject
    MeterRegistry metrics;

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private SqlConnection standstill;

    @BeforeEach
    void lockTheSearch() {
        standstill = pool.getConnection().await().atMost(PROMPTLY);
        standstill
                .query("BEGIN; LOCK TABLE search_progress IN ACCESS EXCLUSIVE MODE")
                .execute()
                .await()
                .atMost(PROMPTLY);
    }

    @AfterEach
    void end() {
        standstill.query("ROLLBACK").execute().await().atMost(PROMPTLY);
        standstill.closeAndForget();
        callers.shutdownNow();
        Eventually.holds(
                "searches are answered again",
                () -> PlainApi.get("/api/feedback?q=parcel").status() == 200);
    }

    @Test
    void itWaitsOrIsToldToComeBackAndAllOthersGoOn() {
        List<CompletableFuture<Answer>> running = search(IN_FLIGHT);
        // The indexer may be waiting beside them.
        Eventually.holds("both have begun", () -> locksWaitedFor() >= IN_FLIGHT);
        List<CompletableFuture<Answer>> waiting = search(WAITING);
        Eventually.holds(
                "the line is full",
                () -> metrics.get("replyloop.reads.waiting")
                                .tag("kind", "search")
                                .gauge()
                                .value()
                        == WAITING);

        long started = System.nanoTime();
        assertOverloaded(PlainApi.get("/api/feedback?q=parcel"));
        for (String path : List.of(
                "/api/feedback",
                "/api/feedback/analytics",
                "/api/training-prompts",
                "/api/topics",
                "/api/about",
                "/q/health/ready")) {
            assertEquals(200, PlainApi.get(path).status(), path);
        }
        assertEquals(201, PlainApi.post(thumbsUp()).status());
        assertTrue(System.nanoTime() - started < PROMPTLY.toNanos());

        waiting.forEach(search -> assertOverloaded(search.join()));
        running.forEach(search -> {
            Answer answer = search.join();
            assertEquals(503, answer.status());
            assertTrue(answer.text("type").endsWith("database-unavailable"), answer.text("type"));
        });
    }

    private long locksWaitedFor() {
        return pool.query("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'search_progress'::regclass")
                .execute()
                .await()
                .atMost(PROMPTLY)
                .iterator()
                .next()
                .getLong(0);
    }

    private List<CompletableFuture<Answer>> search(int times) {
        return Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> PlainApi.get("/api/feedback?q=parcel"), callers))
                .limit(times)
                .toList();
    }

    private static void assertOverloaded(Answer answer) {
        assertEquals(503, answer.status());
        assertTrue(answer.text("type").endsWith("overloaded"), answer.text("type"));
        assertEquals("1", answer.headers().firstValue("Retry-After").orElse("none"));
    }
}
