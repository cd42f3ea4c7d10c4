package dev.replyloop.about;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.testing.Api;
import dev.replyloop.testing.Eventually;
import dev.replyloop.testing.Metrics;
import dev.replyloop.testing.NewFeedbackBuilder;
import dev.replyloop.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator's tools look at; {@code DatabaseAwayTest} has what they see while the database is away. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class HealthTest {

    @Test
    void isAlive() {
        given().get("/q/health/live").then().statusCode(200).body("status", equalTo("UP"));
    }

    @Test
    void isReadyWithItsDatabase() {
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body("checks.name", hasItem(containsString("Reactive PostgreSQL")))
                .body("checks.status", everyItem(equalTo("UP")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replyloop_feedback_total{outcome=\"CREATED\"}",
                "replyloop_feedback_refused_total{problem=\"invalid-request\"}",
                "replyloop_intake_write_seconds_count",
                "replyloop_intake_write_seconds_bucket",
                "replyloop_intake_batch_count",
                "replyloop_intake_waiting",
                "http_server_requests_seconds_count",
                "jvm_memory_used_bytes"
            })
    void measures(String series) {
        Api.taken(NewFeedbackBuilder.thumbsUp());
        Api.post(NewFeedbackBuilder.thumbsUp().without("message")).statusCode(400);
        assertTrue(Metrics.scrape().contains(series), series);
    }

    @Test
    void metricsAreNotOnThePortThatCallersReach() {
        given().get("/q/metrics").then().statusCode(404);
    }

    @Test
    void measuresThePortThatCallersReach() {
        double before = bytesRead();
        String text = "x".repeat(20_000);
        Api.taken(NewFeedbackBuilder.override().with("message", text).with("aiReply", text));
        Eventually.holds("what was posted is counted", () -> bytesRead() - before > 2 * text.length());
    }

    private static double bytesRead() {
        return Metrics.scrape()
                .lines()
                .filter(line -> line.startsWith("http_server_bytes_read_sum"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void metricsTellNothingThatPeopleWrote() {
        String marker = "marker-" + UUID.randomUUID();
        String id =
                Api.taken(NewFeedbackBuilder.override().with("message", marker).with("channel", marker));
        given().get("/api/feedback?q=" + marker).then().statusCode(200);
        given().get("/api/feedback/" + id).then().statusCode(200);
        given().get("/api/feedback/" + marker).then().statusCode(400);
        given().get("/" + marker).then().statusCode(404);
        String metrics = Metrics.scrape();
        assertFalse(metrics.contains(marker));
        assertFalse(metrics.contains(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/swagger-ui", "/q/swagger-ui/", "/q/openapi"})
    void servesTheDeveloperWhatThereIsToTry(String path) {
        given().get(path).then().statusCode(200);
    }
}
