package dev.replyloop.feedback;

import static dev.replyloop.testing.NewFeedbackBuilder.thumbsUp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.replyloop.testing.PlainApi;
import dev.replyloop.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Reads that take long, however many, hold up no verdict. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SlowReadsTest {

    private static final Duration PROMPTLY = Duration.ofSeconds(3);

    @Inject
    Pool pool;

    @ConfigProperty(name = "quarkus.datasource.reactive.max-size")
    int connections;

    @Test
    void aVerdictIsTakenWhileReadsHoldEveryConnection() {
        List<SqlConnection> held = new ArrayList<>();
        CompletableFuture<PlainApi.Answer> read;
        try {
            while (held.size() < connections) {
                held.add(pool.getConnection().await().atMost(PROMPTLY));
            }
            read = CompletableFuture.supplyAsync(() -> PlainApi.get("/api/feedback/analytics"));

            assertTimeoutPreemptively(PROMPTLY, () -> {
                assertEquals(201, PlainApi.post(thumbsUp()).status());
                assertEquals(
                        200,
                        PlainApi.post(
                                        "/api/feedback/batch",
                                        new FeedbackItems(List.of(thumbsUp().fields())))
                                .status());
            });
            assertFalse(read.isDone(), "a read found a connection that nobody held");
        } finally {
            held.forEach(connection -> connection.closeAndForget());
        }
        assertEquals(200, read.join().status());
    }

    private record FeedbackItems(List<?> items) {}
}
