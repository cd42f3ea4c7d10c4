package dev.replyloop.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.chaos.Ledger.Posted;
import dev.replyloop.chaos.Load.Manners;
import dev.replyloop.testing.NewFeedbackBuilder;
import dev.replyloop.testing.Sql;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HeavyReadsIT {

    private static final int READERS = 50;
    private static final int CALLERS = 16;
    private static final int FEEDBACK = Scenario.isLong() ? 50_000 : 2_000;
    private static final int DAYS = 1_000;
    private static final int TOPICS = 80;
    private static final int LONG_TEXTS = 400;
    private static final int BATCH = 500;
    private static final double MIN_THROUGHPUT = 0.5;
    private static final double LONGEST_P99_MILLIS = 250;
    private static final Duration LONGEST_PROBE = Duration.ofSeconds(1);

    @RegisterExtension
    final Scenario scenario = new Scenario();

    @Test
    @DisplayName("50 clients that ask for nothing but the most expensive reads")
    void theIntakeAndTheProbesGoOn() throws Exception {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        String threeYears = "from=" + today.minusDays(DAYS) + "&to=" + today;
        List<String> reads = List.of(
                "/api/feedback?q=~~",
                "/api/feedback/count?q=zq",
                "/api/feedback?limit=200",
                "/api/training-prompts?limit=200",
                "/api/feedback?limit=200&useful=false&reason=TONE",
                "/api/feedback/analytics/overrides?limit=50&" + threeYears,
                "/api/feedback/analytics/topics?" + threeYears,
                "/api/feedback/analytics?" + threeYears,
                "/api/feedback/analytics/breakdown?by=channel&" + threeYears);
        Duration each = Scenario.time().dividedBy(Scenario.isLong() ? 6 : 4);
        Map<String, Beside> beside = new LinkedHashMap<>();
        try (Backend backend = Backend.start("-Xmx512m")) {
            fill(backend);
            Load.warmUp(backend, 1_000);
            // Compiling what a read calls for the first time takes a core for seconds.
            for (String read : reads) {
                try (Load<String> readers = readers(backend, read, answer -> {})) {
                    Thread.sleep(each.dividedBy(2).toMillis());
                    readers.stop();
                }
            }
            double alone = measure(backend, null, each).perSecond;
            for (String read : reads) {
                beside.put(read, measure(backend, read, each));
            }
            alone = Math.max(alone, measure(backend, null, each).perSecond);
            backend.assertUnhurt();
            tell(alone, beside);
            if (Scenario.isLong()) {
                double least = MIN_THROUGHPUT * alone;
                beside.forEach((read, seen) -> {
                    assertTrue(seen.perSecond >= least, () -> "the intake beside " + read + ": " + seen);
                    assertTrue(seen.p99Millis < LONGEST_P99_MILLIS, () -> "the intake beside " + read + ": " + seen);
                });
            }
        } finally {
            Sql.execute(
                    Postgres.url(),
                    "DELETE FROM topic_feedback WHERE topic_id IN (SELECT id FROM topics WHERE name LIKE 'Heavy %')",
                    "DELETE FROM topics WHERE name LIKE 'Heavy %'");
        }
    }

    /** What the intake and the probes made of it while the readers were there. */
    private record Beside(double perSecond, double p99Millis, double longestProbeMillis, Map<Integer, Long> answers) {}

    private static Beside measure(Backend backend, String read, Duration time) throws Exception {
        Ledger ledger = new Ledger();
        Map<Integer, AtomicLong> answers = new ConcurrentHashMap<>();
        Load<String> readers = read == null
                ? null
                : readers(
                        backend,
                        read,
                        answer -> answers.computeIfAbsent(answer.status(), status -> new AtomicLong())
                                .incrementAndGet());
        try (Load<Posted> load = Load.on(List.of(backend), CALLERS, Manners.RUSH, ledger::next, ledger)) {
            long started = System.nanoTime();
            long longest = 0;
            Instant end = Instant.now().plus(time);
            while (Instant.now().isBefore(end)) {
                long asked = System.nanoTime();
                assertEquals(200, backend.get("/q/health/ready"), () -> "ready beside " + read);
                assertEquals(200, backend.get("/api/about"), () -> "about beside " + read);
                longest = Math.max(longest, System.nanoTime() - asked);
                Thread.sleep(50);
            }
            double perSecond = ledger.taken() / ((System.nanoTime() - started) / 1e9);
            load.stop();
            assertTrue(
                    longest < LONGEST_PROBE.toNanos() || !Scenario.isLong(), () -> "a probe took long beside " + read);
            Map<Integer, Long> counts = new LinkedHashMap<>();
            answers.forEach((status, count) -> counts.put(status, count.get()));
            return new Beside(perSecond, ledger.percentile(99), longest / 1e6, counts);
        } finally {
            if (readers != null) {
                readers.stop();
                readers.close();
            }
        }
    }

    private static Load<String> readers(Backend backend, String read, Consumer<Answer<String>> listener) {
        return Load.on(
                List.of(backend),
                READERS,
                Manners.RUSH,
                () -> new Call<>(HttpMethod.GET, read, Buffer.buffer(), read),
                listener);
    }

    private void tell(double alone, Map<String, Beside> beside) {
        StringBuilder told = new StringBuilder(String.format("%.0f feedback a second alone", alone));
        beside.entrySet().stream()
                .sorted(Map.Entry.comparingByValue((a, b) -> Double.compare(a.perSecond, b.perSecond)))
                .forEach(entry -> told.append(String.format(
                        "; %s: %.2f of it, p99 %.0f ms, ready and about %.0f ms at most, answers %s",
                        entry.getKey().replaceAll("&?from=.*", ""),
                        entry.getValue().perSecond / alone,
                        entry.getValue().p99Millis,
                        entry.getValue().longestProbeMillis,
                        entry.getValue().answers)));
        scenario.tell("%s", told);
    }

    /** Three years of feedback, the newest with long texts, all of it in topics. */
    private static void fill(Backend backend) throws Exception {
        String channel = "heavy";
        Instant now = Instant.now();
        List<NewFeedbackBuilder> all = new ArrayList<>();
        for (int i = 0; i < FEEDBACK; i++) {
            NewFeedbackBuilder feedback = i % 3 == 0 ? NewFeedbackBuilder.thumbsUp() : NewFeedbackBuilder.override();
            all.add(feedback.with(
                            "message",
                            "Order " + i + " has not come, and nobody tells me where it is. " + "x".repeat(i % 300))
                    .with("aiReply", "Reply " + i % 997 + ": please wait three more days; it is on its way to you.")
                    .with("channel", channel)
                    .at(now.minus(Duration.ofMinutes((long) i * DAYS * 24 * 60 / FEEDBACK))));
        }
        IntStream.range(0, LONG_TEXTS)
                .mapToObj(i -> NewFeedbackBuilder.override()
                        .with("message", i + "ä".repeat(19_900))
                        .with("aiReply", "é".repeat(19_990))
                        .with("agentReply", "ü".repeat(19_990))
                        .with("channel", channel))
                .forEach(all::add);
        for (int from = 0; from < all.size(); ) {
            int to = Math.min(all.size(), from + (from < FEEDBACK ? BATCH : 100));
            assertEquals(200, backend.post(Call.postBatch(all.subList(from, to), "batch")));
            from = to;
        }
        Sql.execute(
                Postgres.url(),
                "INSERT INTO topics (id, name) SELECT gen_random_uuid(), 'Heavy ' || n FROM generate_series(1, "
                        + TOPICS + ") AS n",
                "WITH topic AS (SELECT id, row_number() OVER () AS n FROM topics WHERE name LIKE 'Heavy %')"
                        + " INSERT INTO topic_feedback (feedback_id, message_id, topic_id, occurred_at, day, channel, model,"
                        + " reason, useful, overridden)"
                        + " SELECT feedback.id, message_id, topic.id, occurred_at, (occurred_at AT TIME ZONE 'UTC')::date,"
                        + " channel, coalesce(model, ''), coalesce(reason, ''), useful, overridden"
                        + " FROM feedback JOIN topic ON topic.n = 1 + abs(hashtext(feedback.id::text)) % " + TOPICS
                        + " WHERE channel = 'heavy' ON CONFLICT DO NOTHING");
    }
}
