package dev.replyloop.counters;

import static dev.replyloop.testing.Api.call;
import static dev.replyloop.testing.Api.postBatch;
import static dev.replyloop.testing.Api.taken;
import static dev.replyloop.testing.NewFeedbackBuilder.override;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsDown;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsUp;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.testing.Database;
import dev.replyloop.testing.Eventually;
import dev.replyloop.testing.Json;
import dev.replyloop.testing.NewFeedbackBuilder;
import dev.replyloop.testing.PostgresResource;
import dev.replyloop.testing.RankedReplies;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is folded in the background, and whenever, the figures are what a count of the feedback gives. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class CounterCompactionTest {

    private static final LocalDate FIRST = LocalDate.of(2016, 2, 20);
    private static final int DAYS = 12;

    @Inject
    CounterCompaction compaction;

    @Inject
    Database database;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void rankedAreTheMostRejectedRepliesBeforeAndAfterEveryFold(long seed) {
        Random dice = new Random(seed);
        LocalDate first = FIRST.plusYears(seed);
        List<String> messages = IntStream.range(0, 40)
                .mapToObj(i -> new UUID(dice.nextLong(), dice.nextLong()).toString())
                .toList();
        for (int step = 0; step < 40; step++) {
            switch (dice.nextInt(8)) {
                case 0 -> folded(compaction.foldRejections());
                case 1 ->
                    call().delete("/api/customer-messages/" + messages.get(dice.nextInt(4)))
                            .then()
                            .statusCode(204);
                default -> {
                    List<Map<String, Object>> some = IntStream.rangeClosed(0, dice.nextInt(6))
                            .mapToObj(i -> anyFeedback(messages, first, dice).fields())
                            .toList();
                    postBatch(some).body("results.status", everyItem(lessThan(411)));
                }
            }
            LocalDate from = first.plusDays(dice.nextInt(DAYS / 2));
            LocalDate to = from.plusDays(dice.nextInt(DAYS));
            String channel = dice.nextBoolean() ? null : dice.nextBoolean() ? "email" : "";
            assertEquals(rankedInSql(from, to, channel), ranked(from, to, channel), () -> from + " " + to);
        }
        folded(compaction.foldRejections());
        database.assertCountersExact("UTC");
        assertEquals(rankedInSql(first, first.plusDays(DAYS), null), ranked(first, first.plusDays(DAYS), null));
    }

    @Test
    void theJournalEmptiesByItself() {
        taken(override());
        Eventually.holds("the journal is empty", () -> database.count("SELECT count(*) FROM rejection_journal") == 0);
    }

    @Test
    void foldsByTwoAtOnceBesideWritersCountNothingTwice() throws Exception {
        String reply = "Said too often " + UUID.randomUUID();
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Integer> writes = CompletableFuture.supplyAsync(() -> {
            int written = 0;
            while (!enough.get()) {
                taken(override().with("aiReply", reply).with("channel", "folds"));
                written++;
            }
            return written;
        });
        for (int i = 0; i < 30; i++) {
            folded(Uni.join()
                    .all(compaction.foldRejections(), compaction.foldRejections())
                    .andFailFast());
        }
        enough.set(true);
        int written = writes.get();
        folded(compaction.foldRejections());
        assertEquals(
                written,
                call().get("/api/feedback/analytics?channel=folds")
                        .jsonPath()
                        .getInt("topNegativeMessages.find { it.aiReply == '" + reply + "' }.rejections"));
        database.assertCountersExact("UTC");
    }

    @Test
    void aReplyThatIsForgottenLeavesNoDayThatIsTakenForUnchanged() {
        String reply = "Forgotten " + UUID.randomUUID();
        String window = "/api/feedback/analytics?channel=forgotten&from=2014-03-01&to=2014-03-09";
        NewFeedbackBuilder erased = override().with("aiReply", reply).with("channel", "forgotten");
        taken(erased.at("2014-03-02T10:00:00Z"));
        folded(compaction.foldRejections());
        taken(override().with("aiReply", reply).with("channel", "forgotten").at("2014-03-04T10:00:00Z"));
        folded(compaction.foldRejections());
        call().get(window).then().body("topNegativeMessages.rejections", contains(2));
        // As it is for one who folds while somebody else erases: the feedback is gone, the journal's entry not seen
        // yet.
        database.query(
                "DELETE FROM training_prompts WHERE id IN (SELECT id FROM feedback WHERE channel = 'forgotten')");
        for (String table : List.of("feedback", "feedback_daily", "rejected_daily")) {
            database.query("DELETE FROM " + table + " WHERE channel = 'forgotten'");
        }
        database.query("""
                INSERT INTO rejection_journal (ai_reply_id, day, channel, model, reason, step, overridden, occurred_at)
                SELECT ai_reply_id, day, channel, model, reason, -1, true, last_at
                FROM repeated_rejections_daily JOIN repeated_replies ON number = reply
                WHERE channel = 'forgotten' AND day = '2014-03-04'
                """);
        folded(compaction.foldRejections());
        assertEquals(0, database.count("SELECT count(*) FROM repeated_rejections_daily WHERE channel = 'forgotten'"));
        assertEquals(0, database.count("""
                        SELECT count(*) FROM repeated_rejections_days AS older JOIN repeated_rejections_days AS newer
                            ON older.day = '2014-03-02' AND newer.day = '2014-03-04'
                        WHERE older.version <> newer.version
                        """), "days that are read from memory still show it");
    }

    @Test
    void shardsOfDaysThatAreOverAreJoinedWhileWritersGoOn() throws Exception {
        NewFeedbackBuilder lateNews = thumbsDown().at("2015-06-01T10:00:00Z").with("channel", "slots");
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Void> writes = CompletableFuture.runAsync(() -> {
            while (!enough.get()) {
                taken(lateNews.with("messageId", UUID.randomUUID().toString()));
            }
        });
        for (int i = 0; i < 20; i++) {
            folded(compaction.foldShards());
        }
        enough.set(true);
        writes.get();
        int written = (int) database.count("SELECT count(*) FROM feedback WHERE channel = 'slots'");
        assertTrue(written > 0);
        folded(compaction.foldShards());
        assertShownOfShards(written);
        taken(lateNews);
        assertShownOfShards(written + 1);
        folded(compaction.foldShards());
        assertShownOfShards(written + 1);
        assertEquals(1, database.count("SELECT count(*) FROM feedback_daily WHERE channel = 'slots'"));
        assertEquals(1, database.count("SELECT count(*) FROM rejected_daily WHERE channel = 'slots'"));
        database.assertCountersExact("UTC");
    }

    private static void assertShownOfShards(int total) {
        String window = "channel=slots&from=2015-05-20&to=2015-06-10";
        call().get("/api/feedback/analytics?" + window).then().body("notUsefulCount", equalTo(total));
        call().get("/api/feedback/analytics/breakdown?by=reason&" + window)
                .then()
                .body("items.total", contains(total));
    }

    private static void folded(Uni<?> fold) {
        fold.await().atMost(Duration.ofSeconds(20));
    }

    private static NewFeedbackBuilder anyFeedback(List<String> messages, LocalDate first, Random dice) {
        NewFeedbackBuilder start = dice.nextInt(4) == 0 ? thumbsUp() : dice.nextBoolean() ? override() : thumbsDown();
        Instant occurredAt = first.atStartOfDay(ZoneOffset.UTC).toInstant().plusSeconds(dice.nextInt(DAYS * 86_400));
        return start.with("messageId", messages.get(dice.nextInt(messages.size())))
                .with("aiReply", "Reply " + (int) Math.pow(dice.nextInt(30), 1.3) + " of " + first)
                .with("channel", dice.nextInt(3) == 0 ? null : dice.nextBoolean() ? "email" : "chat")
                .at(occurredAt);
    }

    private static List<String> ranked(LocalDate from, LocalDate to, String channel) {
        String filter = channel == null ? "" : "&channel=" + channel;
        return RankedReplies.shown(Json.of(call().get("/api/feedback/analytics?from=" + from + "&to=" + to + filter)
                .then()));
    }

    private List<String> rankedInSql(LocalDate from, LocalDate to, String channel) {
        return RankedReplies.counted(database.query("""
                SELECT DISTINCT ai_reply, count(*) OVER reply AS rejections, max(occurred_at) OVER reply AS last,
                       first_value(id) OVER (PARTITION BY ai_reply
                           ORDER BY (agent_reply IS NULL), occurred_at DESC, id DESC) AS shown
                FROM feedback
                WHERE NOT useful AND (occurred_at AT TIME ZONE 'UTC')::date BETWEEN $1 AND $2
                  AND ($3::text IS NULL OR coalesce(channel, '') = $3)
                WINDOW reply AS (PARTITION BY ai_reply)
                ORDER BY rejections DESC, last DESC, ai_reply LIMIT 10
                """, from, to, channel));
    }
}
