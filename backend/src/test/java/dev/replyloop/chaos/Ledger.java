package dev.replyloop.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.replyloop.testing.Eventually;
import dev.replyloop.testing.NewFeedbackBuilder;
import dev.replyloop.testing.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Makes feedback that is new every time, keeps what callers were told of it, and holds the database to that. */
final class Ledger implements Consumer<Answer<Ledger.Posted>> {

    /** So many feedback at least. */
    private static final int LOAD = 200;

    private static final String FILLER =
            " My parcel was due on Monday, and the page that should show where it is has said"
                    + " the same for three days now. Could you tell me what to do?";

    /** The text of a training prompt as the contract has it, written once more. */
    private static final String PROMPT = """
            format(E'Customer Message:\\n%s\\n\\nAI Suggested Reply:\\n%s\\n\\nWas this useful? → %s\\n\\n%s\\n----\\n\
            Use this to learn how to improve the AI next time.',
                message, ai_reply, CASE WHEN useful THEN '✅ Yes' ELSE '❌ No' END,
                CASE WHEN useful THEN '' ELSE E'Agent replied with:\\n' || agent_reply END)
            """;

    /** A feedback that was sent. */
    record Posted(UUID messageId, boolean useful) {}

    private record Receipt(Posted posted, UUID id) {}

    /** Few, so that verdicts wait for each other's. */
    private final PlantedPrompts prompts = new PlantedPrompts(50);

    private final AtomicLong made = new AtomicLong();
    private final Collection<UUID> sent = new ConcurrentLinkedQueue<>();
    private final Collection<Receipt> receipts = new ConcurrentLinkedQueue<>();
    private final Collection<Long> takenNanos = new ConcurrentLinkedQueue<>();
    private final AtomicLong longestNanos = new AtomicLong();
    private final AtomicLong withoutRetryAfter = new AtomicLong();
    private final Map<Integer, AtomicLong> statuses = new ConcurrentHashMap<>();

    /** A feedback nobody has sent yet; every third is an override. */
    Call<Posted> next() {
        Posted posted = new Posted(UUID.randomUUID(), made.getAndIncrement() % 3 != 0);
        sent.add(posted.messageId());
        NewFeedbackBuilder feedback = feedback(posted);
        long random = posted.messageId().getMostSignificantBits();
        // Every other one came of a prompt: what those are worth is counted in the same transaction.
        return Call.post(
                random % 2 == 0
                        ? feedback
                        : feedback.with("promptId", prompts.any((int) random).toString()),
                posted);
    }

    private static NewFeedbackBuilder feedback(Posted posted) {
        // The id in the texts ties each of them to its row.
        return (posted.useful() ? NewFeedbackBuilder.thumbsUp() : NewFeedbackBuilder.override())
                .with("messageId", posted.messageId().toString())
                .with("message", "Message " + posted.messageId() + FILLER)
                .with("aiReply", "Reply to " + posted.messageId() + FILLER + FILLER)
                .with("channel", posted.messageId().getLeastSignificantBits() % 2 == 0 ? "email" : "chat");
    }

    @Override
    public void accept(Answer<Posted> answer) {
        statuses.computeIfAbsent(answer.status(), status -> new AtomicLong()).incrementAndGet();
        longestNanos.accumulateAndGet(answer.nanos(), Math::max);
        if (answer.status() == 503 && answer.retryAfter() == null) {
            withoutRetryAfter.incrementAndGet();
        }
        if (answer.isTaken()) {
            takenNanos.add(answer.nanos());
            receipts.add(new Receipt(
                    answer.call().subject(), UUID.fromString(answer.body().getString("id"))));
        }
    }

    /** Returns after that time, or later: when it has seen load. */
    void awaitLoad(long millis) throws InterruptedException {
        long before = taken();
        Thread.sleep(millis);
        Eventually.holds("there is load", () -> taken() > before + LOAD);
    }

    long sent() {
        return sent.size();
    }

    long taken() {
        return receipts.size();
    }

    long answered(int status) {
        AtomicLong count = statuses.get(status);
        return count == null ? 0 : count.get();
    }

    /** How often each status came. */
    NavigableMap<Integer, Long> statuses() {
        NavigableMap<Integer, Long> counts = new TreeMap<>();
        statuses.forEach((status, count) -> counts.put(status, count.get()));
        return counts;
    }

    /** Callers who were told 503, but not when to come back. */
    long withoutRetryAfter() {
        return withoutRetryAfter.get();
    }

    /** How long the most patient caller waited for an answer of whatever kind. */
    double longestWaitSeconds() {
        return longestNanos.get() / 1e9;
    }

    /** How long those that were taken had to wait, so many of a hundred at most: milliseconds. */
    double percentile(int percent) {
        long[] sorted = takenNanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
    }

    /** Every feedback that was answered 2xx is there once, whole, under the id that was told, with its prompt. */
    void assertTakenAreStored() throws Exception {
        assertEquals(
                taken(),
                count(
                        """
                SELECT count(*)
                FROM unnest(?::uuid[], ?::uuid[], ?::boolean[]) AS told (id, message_id, useful)
                JOIN feedback USING (id, message_id, useful)
                JOIN training_prompts USING (id, message_id)
                JOIN (SELECT id AS message_id, message FROM customer_messages) AS customer_message USING (message_id)
                WHERE position(message_id::text IN message) > 0 AND position(message_id::text IN ai_reply) > 0
                  AND rating = useful::integer AND prompt =
                """ + PROMPT,
                        receipts.stream().map(Receipt::id).toArray(),
                        receipts.stream()
                                .map(receipt -> receipt.posted().messageId())
                                .toArray(),
                        receipts.stream()
                                .map(receipt -> receipt.posted().useful())
                                .toArray()),
                "feedback that was answered 2xx and is there, with its prompt");
        assertEquals(0, count("""
                SELECT count(*) FROM (
                    SELECT FROM feedback LEFT JOIN training_prompts USING (id)
                    WHERE feedback.message_id = ANY (?::uuid[])
                    GROUP BY feedback.message_id HAVING count(*) > 1 OR count(prompt) < 1) AS wrong
                """, (Object) sent.toArray()), "feedback that is there twice, or without its prompt");
    }

    /** Every feedback that was sent is there once, and no other of its message. */
    void assertEverySentIsStoredOnce() throws Exception {
        assertEquals(sent(), taken(), "feedback that was answered 2xx in the end");
        assertTakenAreStored();
        assertEquals(sent(), count("SELECT count(*) FROM feedback WHERE message_id = ANY (?::uuid[])", (Object)
                sent.toArray()));
    }

    private static long count(String query, Object... arrays) throws Exception {
        try (Connection connection = Sql.connect(Postgres.url());
                PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < arrays.length; i++) {
                statement.setArray(i + 1, connection.createArrayOf("text", (Object[]) arrays[i]));
            }
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
