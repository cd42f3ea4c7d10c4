package dev.replyloop.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.replyloop.testing.NewFeedbackBuilder;
import dev.replyloop.testing.Sql;
import io.vertx.core.json.JsonArray;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Agents who change their minds on few messages, one by one and in batches, while some of the messages are erased; and
 * what the database must hold in the end: of each suggestion the newest verdict, of an erased message nothing.
 */
final class Clicks implements Consumer<Answer<Clicks.Act>> {

    private static final Instant FIRST = Instant.parse("2020-01-01T00:00:00Z");
    private static final int MESSAGES = 48;
    private static final int BATCH = 20;
    private static final List<String> REPLIES = List.of("It will arrive tomorrow.", "Please reset your password.");
    private static final int PROMPTS = 12;
    private static final List<String> CHANNELS = List.of("email", "chat", "phone");
    private static final List<String> REASONS = List.of("INCORRECT", "TONE", "OTHER");

    /** What a call did: clicks, each with the message it was on; or an erasure, without any. */
    record Act(UUID erased, List<Click> clicks) {}

    /**
     * One verdict.
     *
     * @param number newer ones have higher numbers; stored as the verdict's comment
     * @param onErased whether the erasure had been answered before this was sent
     */
    record Click(UUID messageId, String aiReply, long number, boolean onErased) {}

    private record Suggestion(UUID messageId, String aiReply) {}

    /** Never the same twice in a row, and the same from run to run but for who comes first. */
    private final Random dice = new Random(3);

    private final UUID[] open = new UUID[MESSAGES];
    /** Few, so that many verdicts name each; empty before the first call, as a database may not be there yet. */
    private final PlantedPrompts prompts = new PlantedPrompts(PROMPTS);

    private final List<UUID> erasedByUs = new ArrayList<>();
    private long clicks;

    private final Set<UUID> erased = ConcurrentHashMap.newKeySet();
    private final Map<Suggestion, Long> newest = new ConcurrentHashMap<>();
    private final Map<String, Long> outcomes = new ConcurrentHashMap<>();
    private final Collection<String> surprises = new ConcurrentLinkedQueue<>();

    Clicks() {
        for (int i = 0; i < MESSAGES; i++) {
            open[i] = UUID.randomUUID();
        }
    }

    /** Of a hundred calls three erase a message, ten bring a batch, the others one verdict. */
    synchronized Call<Act> next() {
        int cast = dice.nextInt(100);
        if (cast < 3) {
            int position = dice.nextInt(MESSAGES);
            UUID message = open[position];
            open[position] = UUID.randomUUID();
            erasedByUs.add(message);
            return Call.erase(message.toString(), new Act(message, List.of()));
        }
        List<Click> made = new ArrayList<>();
        List<NewFeedbackBuilder> items = new ArrayList<>();
        for (int i = 0; i < (cast < 13 ? BATCH : 1); i++) {
            Click click = click();
            made.add(click);
            items.add(feedback(click));
        }
        Act act = new Act(null, made);
        return made.size() == 1 ? Call.post(items.get(0), act) : Call.postBatch(items, act);
    }

    private Click click() {
        boolean late = !erasedByUs.isEmpty() && dice.nextInt(20) == 0;
        UUID message = late ? erasedByUs.get(dice.nextInt(erasedByUs.size())) : open[dice.nextInt(MESSAGES)];
        return new Click(message, REPLIES.get(dice.nextInt(REPLIES.size())), clicks++, erased.contains(message));
    }

    private NewFeedbackBuilder feedback(Click click) {
        // The days change too, so that verdicts are counted in one place and taken back from another.
        NewFeedbackBuilder feedback = (dice.nextBoolean() ? NewFeedbackBuilder.thumbsUp() : overrideOrNot())
                .with("messageId", click.messageId().toString())
                .with("aiReply", click.aiReply())
                .with("comment", Long.toString(click.number()))
                .at(FIRST.plus(click.number(), ChronoUnit.MINUTES));
        if (dice.nextBoolean()) {
            feedback = feedback.with("promptId", prompts.any(dice.nextInt()).toString());
        }
        if (dice.nextInt(4) == 0) {
            UUID earlier = erasedByUs.isEmpty() || dice.nextBoolean()
                    ? open[dice.nextInt(MESSAGES)]
                    : erasedByUs.get(dice.nextInt(erasedByUs.size()));
            feedback = feedback.with(
                    "context", List.of(Map.of("role", "customer", "text", "Before", "messageId", earlier.toString())));
        }
        return dice.nextInt(4) == 0 ? feedback : feedback.with("channel", CHANNELS.get(dice.nextInt(CHANNELS.size())));
    }

    private NewFeedbackBuilder overrideOrNot() {
        return dice.nextBoolean()
                ? NewFeedbackBuilder.thumbsDown()
                : NewFeedbackBuilder.override().with("reason", REASONS.get(dice.nextInt(REASONS.size())));
    }

    @Override
    public void accept(Answer<Act> answer) {
        Act act = answer.call().subject();
        if (act.erased() != null) {
            if (answer.status() == 204) {
                erased.add(act.erased());
            }
            note("erased", answer.status() == 204, answer.status());
        } else if (act.clicks().size() == 1) {
            Click click = act.clicks().get(0);
            heard(click, answer.status(), answer.isTaken() ? answer.body().getString("outcome") : "");
        } else if (answer.status() == 200) {
            JsonArray results = answer.body().getJsonArray("results");
            for (int i = 0; i < results.size(); i++) {
                heard(
                        act.clicks().get(i),
                        results.getJsonObject(i).getInteger("status"),
                        results.getJsonObject(i).getString("outcome", ""));
            }
        } else {
            note("batch", false, answer.status());
        }
    }

    private void heard(Click click, int status, String outcome) {
        if (status == 200 || status == 201) {
            newest.merge(new Suggestion(click.messageId(), click.aiReply()), click.number(), Math::max);
            note(outcome, !click.onErased(), status);
        } else {
            note("gone", status == 410, status);
        }
    }

    private void note(String outcome, boolean asExpected, int status) {
        outcomes.merge(outcome, 1L, Long::sum);
        if (!asExpected) {
            surprises.add(outcome + " with " + status);
        }
    }

    /** How often each thing happened. */
    Map<String, Long> outcomes() {
        return new TreeMap<>(outcomes);
    }

    /** Nobody was told anything but what happened; the database has the newest verdicts and nothing that was erased. */
    void assertStored() throws Exception {
        assertEquals(List.of(), List.copyOf(surprises));
        Map<Suggestion, Long> expected = new ConcurrentHashMap<>(newest);
        expected.keySet().removeIf(suggestion -> erased.contains(suggestion.messageId()));
        Map<Suggestion, Long> stored = new ConcurrentHashMap<>();
        Set<UUID> all = ConcurrentHashMap.newKeySet();
        newest.keySet().forEach(suggestion -> all.add(suggestion.messageId()));
        all.addAll(erased);
        try (Connection connection = Sql.connect(Postgres.url());
                PreparedStatement verdicts = connection.prepareStatement("""
                        SELECT feedback.message_id, ai_reply, comment, rating = useful::integer
                        FROM feedback JOIN training_prompts USING (id)
                        WHERE feedback.message_id = ANY (?::uuid[])
                        """);
                PreparedStatement remains = connection.prepareStatement("""
                        SELECT (SELECT count(*) FROM feedback WHERE message_id = ANY (erased.ids))
                             + (SELECT count(*) FROM training_prompts WHERE message_id = ANY (erased.ids))
                             + (SELECT count(*) FROM feedback
                                WHERE context_message_ids && erased.ids
                                  AND EXISTS (SELECT FROM jsonb_array_elements(context::jsonb) AS turn
                                              WHERE (turn ->> 'messageId')::uuid = ANY (erased.ids)))
                             + (SELECT count(*) FROM customer_messages WHERE id = ANY (erased.ids) AND message IS NOT NULL)
                        FROM (SELECT ?::uuid[] AS ids) AS erased
                        """)) {
            verdicts.setArray(1, connection.createArrayOf("text", all.toArray()));
            try (ResultSet rows = verdicts.executeQuery()) {
                while (rows.next()) {
                    Suggestion suggestion = new Suggestion(rows.getObject(1, UUID.class), rows.getString(2));
                    stored.put(suggestion, rows.getBoolean(4) ? rows.getLong(3) : -1);
                }
            }
            assertEquals(expected, stored, "the newest verdict on each suggestion");
            remains.setArray(1, connection.createArrayOf("text", erased.toArray()));
            try (ResultSet rows = remains.executeQuery()) {
                rows.next();
                assertEquals(0, rows.getLong(1), "what remains of erased messages");
            }
        }
    }
}
