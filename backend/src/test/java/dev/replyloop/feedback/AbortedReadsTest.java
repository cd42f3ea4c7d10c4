package dev.replyloop.feedback;

import static dev.replyloop.testing.NewFeedbackBuilder.override;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.replyloop.testing.Api;
import dev.replyloop.testing.Crowd;
import dev.replyloop.testing.Eventually;
import dev.replyloop.testing.PlainApi;
import dev.replyloop.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Readers who go away before they are answered, as browsers do with every key that is typed into a search. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AbortedReadsTest {

    private static final int READERS = 32;
    private static final int READS_EACH = 60;
    private static final int LONGEST_WAIT_MILLIS = 30;
    private static final Duration AT_MOST = Duration.ofSeconds(10);

    private static final List<String> PATHS = List.of(
            "/api/feedback/analytics",
            "/api/feedback/analytics/breakdown?by=model",
            "/api/feedback?limit=50",
            "/api/feedback?q=parcel",
            "/api/training-prompts");

    @Inject
    Pool pool;

    @ConfigProperty(name = "quarkus.datasource.reactive.max-size")
    int connections;

    @Test
    void leaveEveryConnectionFree() {
        String id = Api.taken(override());

        Crowd.atOnce(READERS, () -> {
            for (int i = 0; i < READS_EACH; i++) {
                abort(PATHS.get(i % PATHS.size()));
            }
            return null;
        });

        Eventually.holds(
                "there is room for a reader who waits",
                () -> PlainApi.get(PATHS.get(0)).status() == 200);
        List<SqlConnection> all = new ArrayList<>();
        while (all.size() < connections) {
            all.add(pool.getConnection().await().atMost(AT_MOST));
        }
        for (SqlConnection connection : all) {
            assertEquals(
                    1,
                    connection
                            .query("SELECT 1")
                            .execute()
                            .await()
                            .atMost(AT_MOST)
                            .iterator()
                            .next()
                            .getInteger(0));
        }
        all.forEach(connection -> connection.close().await().atMost(AT_MOST));
        for (String path : PATHS) {
            assertEquals(200, PlainApi.get(path).status(), path);
        }
        assertEquals(id, PlainApi.get("/api/feedback/" + id).text("id"));
    }

    /** Asks, and breaks the connection off a moment later. */
    private static void abort(String path) throws IOException, InterruptedException {
        try (Socket socket = new Socket(URI.create(RestAssured.baseURI).getHost(), RestAssured.port)) {
            // Closing is a reset then, not a polite end.
            socket.setSoLinger(true, 0);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            Thread.sleep(ThreadLocalRandom.current().nextInt(LONGEST_WAIT_MILLIS + 1));
        }
    }
}
