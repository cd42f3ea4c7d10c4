package dev.replyloop.counters;

import static dev.replyloop.testing.Api.call;
import static dev.replyloop.testing.Api.post;
import static dev.replyloop.testing.Api.taken;
import static dev.replyloop.testing.NewFeedbackBuilder.override;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsUp;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.replyloop.testing.Eventually;
import dev.replyloop.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is erased for its age may go on being counted. */
@QuarkusTest
@TestProfile(KeptFiguresTest.WithKeptFigures.class)
@QuarkusTestResource(PostgresResource.class)
class KeptFiguresTest {

    /** Messages are kept for 300 days, their figures for ever. */
    public static final class WithKeptFigures implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("replyloop.retention", "300D", "replyloop.retention.keep-figures", "true");
        }
    }

    @Inject
    CounterRebuild rebuild;

    @Test
    void figuresOutliveTheirFeedbackAndARecountAndNotAnErasureThatWasAskedFor() {
        String channel = "kept-" + UUID.randomUUID();
        Instant before = Instant.now().minus(Duration.ofDays(301));
        String day = LocalDate.ofInstant(before, ZoneOffset.UTC).toString();
        var rejected = override()
                .with("messageId", UUID.randomUUID().toString())
                .with("channel", channel)
                .with("reason", "OUTDATED")
                .at(before);
        var useful = thumbsUp()
                .with("messageId", UUID.randomUUID().toString())
                .with("channel", channel)
                .at(before);
        String id = taken(rejected);
        taken(useful);
        Eventually.holds(
                "both are erased",
                () -> post(rejected).extract().statusCode() == 410
                        && post(useful).extract().statusCode() == 410);
        call().get("/api/feedback/" + id).then().statusCode(404);

        assertCounted(channel, day, 2, 1, 1);
        assertEquals(0, rebuild.rebuild().await().indefinitely().counters());
        assertCounted(channel, day, 2, 1, 1);

        String today = LocalDate.now(ZoneOffset.UTC).toString();
        String asked = UUID.randomUUID().toString();
        taken(override().with("messageId", asked).with("channel", channel));
        assertCounted(channel, today, 1, 0, 1);
        call().delete("/api/customer-messages/" + asked).then().statusCode(204);
        assertCounted(channel, today, 0, 0, 0);
    }

    private static void assertCounted(String channel, String day, int total, int useful, int overridden) {
        call().queryParam("from", day)
                .queryParam("to", day)
                .queryParam("channel", channel)
                .get("/api/feedback/analytics")
                .then()
                .statusCode(200)
                .body("total", equalTo(total))
                .body("usefulCount", equalTo(useful))
                .body("overriddenCount", equalTo(overridden));
    }
}
