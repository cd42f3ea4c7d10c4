package dev.replyloop.counters;

import static dev.replyloop.testing.Api.call;
import static dev.replyloop.testing.Api.taken;
import static dev.replyloop.testing.NewFeedbackBuilder.override;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsUp;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.testing.Database;
import dev.replyloop.testing.NewFeedbackBuilder;
import dev.replyloop.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class CounterRebuildTest {

    @Inject
    CounterRebuild rebuild;

    @Inject
    Database database;

    @BeforeEach
    void thereIsFeedback() {
        taken(override().with("channel", "rebuild").with("reason", "TONE").at("2026-05-04T23:30:00Z"));
        taken(thumbsUp().with("channel", "rebuild").at("2026-05-05T12:00:00Z"));
        String promptId = UUID.randomUUID().toString();
        database.query(
                "INSERT INTO learned_prompts (id, held_out, had_examples) VALUES ($1, false, true)",
                UUID.fromString(promptId));
        taken(thumbsUp().with("promptId", promptId).at("2026-05-04T23:30:00Z"));
    }

    @Test
    void findsNoDriftWhereThereIsNone() {
        assertEquals(new Drift(0, 0), rebuild());
    }

    @Test
    void findsAndCorrectsDrift() {
        database.query("UPDATE feedback_daily SET useful = useful + 3 WHERE (day, channel, model, slot) ="
                + " (SELECT day, channel, model, slot FROM feedback_daily WHERE channel = 'rebuild' LIMIT 1)");
        database.query("DELETE FROM rejected_daily WHERE channel = 'rebuild'");
        Drift drift = rebuild();
        assertEquals(2, drift.counters());
        assertTrue(drift.feedback() >= 4, drift::toString);
        database.assertCountersExact("UTC");
        assertEquals(new Drift(0, 0), rebuild());
    }

    @Test
    void findsAndCorrectsDriftAmongRepeatedRejections() {
        String reply = "Rejected again and again";
        for (int i = 0; i < 3; i++) {
            taken(override().with("aiReply", reply).with("channel", "rebuild").at("2026-05-04T12:00:00Z"));
        }
        assertEquals(new Drift(0, 0), rebuild());
        database.query("UPDATE repeated_rejections_daily SET total = total + 4 WHERE reply ="
                + " (SELECT number FROM repeated_replies WHERE ai_reply_id = sha256(convert_to('" + reply
                + "', 'UTF8')))");
        assertEquals(new Drift(1, 4), rebuild());
        database.query("DELETE FROM repeated_rejections_daily");
        database.query("DELETE FROM repeated_replies");
        assertTrue(rebuild().counters() >= 1);
        database.assertCountersExact("UTC");
        assertEquals(new Drift(0, 0), rebuild());
    }

    @Test
    void findsAndCorrectsDriftAmongPrompts() {
        assertEquals(new Drift(0, 0), rebuild());
        database.query("UPDATE prompt_daily SET useful = useful + 1 WHERE (day, channel, model, held_out, slot) ="
                + " (SELECT day, channel, model, held_out, slot FROM prompt_daily LIMIT 1)");
        assertEquals(new Drift(1, 1), rebuild());
        database.assertCountersExact("UTC");
        assertEquals(new Drift(0, 0), rebuild());
    }

    @Test
    void findsAndCorrectsDriftAmongTopics() {
        database.query("INSERT INTO topic_feedback SELECT id, message_id, NULL, occurred_at,"
                + " (occurred_at AT TIME ZONE 'UTC')::date, coalesce(channel, ''), coalesce(model, ''),"
                + " coalesce(reason, ''), useful, overridden FROM feedback"
                + " ON CONFLICT DO NOTHING");
        assertEquals(new Drift(0, 0), rebuild());
        database.query("UPDATE topic_daily SET total = total + 5 WHERE ctid = (SELECT max(ctid) FROM topic_daily)");
        assertEquals(new Drift(1, 5), rebuild());
        assertEquals(new Drift(0, 0), rebuild());
    }

    @Test
    void staysExactWhileWritesGoOn() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Void> writes = CompletableFuture.runAsync(() -> {
            NewFeedbackBuilder feedback = override().with("channel", "rebuild");
            for (int click = 0; !enough.get(); click++) {
                taken(feedback.with("useful", click % 2 == 0));
                taken(thumbsUp().with("channel", "rebuild"));
            }
        });
        for (int i = 0; i < 5; i++) {
            assertEquals(new Drift(0, 0), rebuild());
        }
        enough.set(true);
        writes.get();
        database.assertCountersExact("UTC");
    }

    @Test
    void movesTheCountersToAnotherZone() {
        // As if they had been counted in Kathmandu, where 23:30 in London is the next morning.
        database.query("UPDATE reporting_zone SET zone = 'Asia/Kathmandu'");
        database.query("INSERT INTO topic_feedback SELECT id, message_id, NULL, occurred_at,"
                + " reporting_day(occurred_at, 'Asia/Kathmandu'), coalesce(channel, ''), coalesce(model, ''),"
                + " coalesce(reason, ''), useful, overridden FROM feedback"
                + " ON CONFLICT (feedback_id) DO UPDATE SET day = excluded.day");
        rebuild();
        assertEquals(
                0,
                database.count("SELECT count(*) FROM topic_feedback"
                        + " WHERE day <> (occurred_at AT TIME ZONE 'UTC')::date"));
        assertEquals(new Drift(0, 0), rebuild());
        assertEquals(1, database.count("SELECT count(*) FROM reporting_zone WHERE zone = 'UTC'"));
        database.assertCountersExact("UTC");
        call().get("/api/feedback/analytics?from=2026-05-04&to=2026-05-04&channel=rebuild&reason=TONE")
                .then()
                .body("total", equalTo((int)
                        database.count("SELECT count(*) FROM feedback WHERE channel = 'rebuild' AND reason = 'TONE'")));
    }

    private Drift rebuild() {
        return rebuild.rebuild().await().atMost(Duration.ofMinutes(1));
    }
}
