package dev.replyloop.analytics;

import static dev.replyloop.testing.Api.call;
import static dev.replyloop.testing.Api.postBatch;
import static dev.replyloop.testing.Api.taken;
import static dev.replyloop.testing.NewFeedbackBuilder.override;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsDown;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.replyloop.testing.Database;
import dev.replyloop.testing.NewFeedbackBuilder;
import dev.replyloop.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/** What must hold in whatever zone a deployment counts its days. */
@QuarkusTestResource(PostgresResource.class)
abstract class ReportingZoneBehaviour {

    @Inject
    Database database;

    private final String zone;

    /** Keeps each test's feedback apart from all the other tests'. */
    private final String channel = "zone-" + UUID.randomUUID();

    ReportingZoneBehaviour(String zone) {
        this.zone = zone;
    }

    @AfterEach
    void countersAgreeWithARecount() {
        database.assertCountersExact(zone);
    }

    /** Feedback of a day's first and last microsecond is that day's, everywhere; that of a microsecond more is not. */
    void assertDayRuns(String day, String firstInstant, String nextInstant) {
        Instant first = Instant.parse(firstInstant);
        Instant next = Instant.parse(nextInstant);
        Duration microsecond = Duration.ofNanos(1_000);
        taken(rejected().at(first.minus(microsecond)));
        String opening = taken(rejected().at(first));
        String closing = taken(rejected().at(next.minus(microsecond)));
        taken(rejected().at(next));

        overview(day, day)
                .body("timeZone", equalTo(zone))
                .body("total", equalTo(2))
                .body("dailyBreakdown", equalTo(List.of(Map.of("date", day, "useful", 0, "total", 2))))
                .body("previous.total", equalTo(1))
                .body("topNegativeMessages", hasSize(1))
                .body("topNegativeMessages[0].rejections", equalTo(2))
                .body("topNegativeMessages[0].feedbackId", equalTo(closing));
        call().get("/api/feedback/analytics/breakdown?by=channel&channel=" + channel + "&from=" + day + "&to=" + day)
                .then()
                .body("items[0].total", equalTo(2))
                .body("items[0].previous.total", equalTo(1));
        call().get("/api/feedback?channel=" + channel + "&from=" + day + "&to=" + day)
                .then()
                .statusCode(200)
                .body("items.id", equalTo(List.of(closing, opening)));
    }

    /** One feedback an hour, on the half hour, makes as many of a day as it has hours. */
    void assertHours(String firstInstant, String from, String to, Integer... hours) {
        List<Map<String, Object>> items = Stream.iterate(
                        Instant.parse(firstInstant).plus(Duration.ofMinutes(30)), at -> at.plus(Duration.ofHours(1)))
                .limit(Stream.of(hours).mapToInt(Integer::intValue).sum())
                .map(at -> rejected().at(at).fields())
                .toList();
        postBatch(items).statusCode(200);

        overview(from, to).body("dailyBreakdown.total", equalTo(List.of(hours)));
        List<Integer> listed = new ArrayList<>();
        List<String> days = overview(from, to).extract().path("dailyBreakdown.date");
        for (String day : days) {
            listed.add(call().get("/api/feedback?limit=200&channel=" + channel + "&from=" + day + "&to=" + day)
                    .then()
                    .extract()
                    .<List<String>>path("items")
                    .size());
        }
        assertEquals(List.of(hours), listed);
    }

    /** A change of mind across midnight moves the counts from the one day to the other. */
    void assertAChangeOfMindMovesFrom(String day, String instant, String nextDay, String nextInstant) {
        NewFeedbackBuilder first = override().with("channel", channel).at(instant);
        taken(first);
        taken(first.with("useful", true).at(nextInstant));
        overview(day, nextDay)
                .body("dailyBreakdown.total", equalTo(List.of(0, 1)))
                .body("dailyBreakdown.useful", equalTo(List.of(0, 1)))
                .body("overriddenCount", equalTo(0));
        call().delete("/api/customer-messages/" + first.messageId()).then().statusCode(204);
        overview(day, nextDay).body("total", equalTo(0));
    }

    /** What is said of today is what the database says. */
    void assertTodayIsTheDatabases() {
        taken(rejected());
        String today = database.query("SELECT (now() AT TIME ZONE $1)::date::text", zone)
                .iterator()
                .next()
                .getString(0);
        call().get("/api/about").then().body("today", equalTo(today)).body("timeZone", equalTo(zone));
        call().get("/api/feedback/analytics?channel=" + channel)
                .then()
                .body("today", equalTo(today))
                .body("dailyBreakdown[29]", equalTo(Map.of("date", today, "useful", 0, "total", 1)));
    }

    /** What comes with today's first instant is compared with nothing; what came a microsecond earlier is. */
    void assertTodayIsOnNeitherSideOfAComparison() {
        Row row = database.query(
                        "SELECT today, today::timestamp AT TIME ZONE $1 AS midnight FROM (SELECT (now() AT TIME ZONE $1)::date) AS clock (today)",
                        zone)
                .iterator()
                .next();
        LocalDate today = row.getLocalDate("today");
        Instant midnight = row.getOffsetDateTime("midnight").toInstant();
        taken(rejected().at(midnight.minus(Duration.ofNanos(1_000))));
        taken(rejected().at(midnight));
        taken(rejected().at(midnight.plus(Duration.ofNanos(1_000))));
        taken(rejected().at(midnight.minus(Duration.ofDays(10))));

        overview(today.minusDays(6).toString(), today.toString())
                .body("total", equalTo(3))
                .body("compared.current.to", equalTo(today.minusDays(1).toString()))
                .body("compared.current.total", equalTo(1))
                .body("compared.previous.to", equalTo(today.minusDays(8).toString()))
                .body("compared.previous.total", equalTo(1));
        overview(today.toString(), today.toString()).body("total", equalTo(2)).body("compared", nullValue());
    }

    private NewFeedbackBuilder rejected() {
        return thumbsDown().with("channel", channel);
    }

    private ValidatableResponse overview(String from, String to) {
        return call().get("/api/feedback/analytics?channel=" + channel + "&from=" + from + "&to=" + to)
                .then()
                .statusCode(200);
    }
}
