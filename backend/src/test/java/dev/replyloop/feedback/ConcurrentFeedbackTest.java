package dev.replyloop.feedback;

import static dev.replyloop.testing.NewFeedbackBuilder.override;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsDown;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsUp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.replyloop.testing.Crowd;
import dev.replyloop.testing.Database;
import dev.replyloop.testing.NewFeedbackBuilder;
import dev.replyloop.testing.PlainApi;
import dev.replyloop.testing.PlainApi.Answer;
import dev.replyloop.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ConcurrentFeedbackTest {

    private static final int CALLERS = 64;
    private static final int CALLS_EACH = 25;

    @Inject
    Database database;

    @AfterEach
    void countersAgreeWithARecount() {
        database.assertCountersExact("UTC");
    }

    @Test
    void theSameFeedbackFiftyTimesAtOnceIsOneRowOnePromptOneCount() {
        NewFeedbackBuilder feedback =
                override().with("channel", "fifty-at-once").at("2026-02-02T08:00:00Z");

        List<Answer> answers = Crowd.atOnce(50, () -> PlainApi.post(feedback));

        assertEquals(Map.of("CREATED", 1L, "UNCHANGED", 49L), countBy(answers, answer -> answer.text("outcome")));
        assertEquals(Map.of(201, 1L, 200, 49L), countBy(answers, Answer::status));
        assertEquals(1, countBy(answers, answer -> answer.text("id")).size());
        assertEquals(1, feedbackOn(feedback.messageId()));
        assertEquals(1, promptsOn(feedback.messageId()));
        assertEquals(
                1,
                PlainApi.get("/api/feedback/analytics?from=2026-02-02&to=2026-02-02&channel=fifty-at-once")
                        .body()
                        .path("total")
                        .asInt());
    }

    @RepeatedTest(8)
    void oppositeVerdictsAtOnceEndInOneOfThem() {
        String channel = "opposites-" + UUID.randomUUID();
        NewFeedbackBuilder down = override().with("channel", channel).at("2026-02-02T08:00:00Z");
        NewFeedbackBuilder up = down.with("useful", true).without("agentReply");

        List<Answer> answers = Crowd.atOnce(IntStream.range(0, 20)
                .<Callable<Answer>>mapToObj(i -> () -> PlainApi.post(i % 2 == 0 ? down : up))
                .toList());

        assertTrue(answers.stream().allMatch(Answer::isTaken), () -> "refused: " + answers);
        assertEquals(
                1, answers.stream().filter(answer -> answer.status() == 201).count());
        assertEquals(1, feedbackOn(down.messageId()));
        JsonNode shown =
                PlainApi.get("/api/feedback/" + answers.get(0).text("id")).body();
        boolean useful = shown.path("useful").asBoolean();
        assertEquals(useful ? 1 : 0, shown.at("/trainingPrompt/rating").asInt());
        assertTrue(shown.at("/trainingPrompt/prompt").asText().contains(useful ? "✅ Yes" : "❌ No"));
        JsonNode figures = PlainApi.get("/api/feedback/analytics?from=2026-02-02&to=2026-02-02&channel=" + channel)
                .body();
        assertEquals(1, figures.path("total").asInt());
        assertEquals(useful ? 1 : 0, figures.path("usefulCount").asInt());
        assertEquals(useful ? 0 : 1, figures.path("overriddenCount").asInt());
    }

    @Test
    void batchesThatMeetInOppositeOrdersAreAllTaken() {
        List<NewFeedbackBuilder> suggestions = IntStream.range(0, 100)
                .mapToObj(i -> thumbsUp().with("channel", "meeting-batches"))
                .toList();

        List<Answer> answers = Crowd.atOnce(IntStream.range(0, 12)
                .<Callable<Answer>>mapToObj(caller -> () -> {
                    List<Map<String, Object>> items = new ArrayList<>(suggestions.stream()
                            .map(suggestion ->
                                    suggestion.with("useful", caller % 2 == 0).fields())
                            .toList());
                    Collections.shuffle(items, new Random(caller));
                    return PlainApi.post("/api/feedback/batch", Map.of("items", items));
                })
                .toList());

        for (Answer answer : answers) {
            assertEquals(200, answer.status());
            answer.body().path("results").forEach(result -> assertTrue(result.has("outcome"), result::toString));
        }
        assertEquals(100, database.count("SELECT count(*) FROM feedback WHERE channel = 'meeting-batches'"));
    }

    @Test
    void whateverIsMixedOnFewMessagesIsCountedExactly() {
        List<String> messages = IntStream.range(0, 12)
                .mapToObj(i -> UUID.randomUUID().toString())
                .toList();

        List<List<Answer>> answers = Crowd.atOnce(IntStream.range(0, CALLERS)
                .<Callable<List<Answer>>>mapToObj(caller -> () -> {
                    Random dice = new Random(caller);
                    return IntStream.range(0, CALLS_EACH)
                            .mapToObj(call -> anyCall(messages, dice))
                            .toList();
                })
                .toList());

        Set<Integer> statuses =
                answers.stream().flatMap(List::stream).map(Answer::status).collect(Collectors.toSet());
        assertTrue(Set.of(200, 201, 204, 404, 410).containsAll(statuses), () -> "answered " + statuses);
        assertTrue(statuses.containsAll(Set.of(200, 201, 204, 410)), () -> "not mixed enough: " + statuses);
        answers.stream()
                .flatMap(List::stream)
                .flatMap(answer -> answer.body().findValues("status").stream())
                .forEach(status -> assertTrue(Set.of(200, 201, 404, 410).contains(status.asInt()), status::toString));
        for (String message : messages) {
            assertNothingStandsOnAnErased(message);
        }
        assertEquals(0, database.count("""
                        SELECT count(*) FROM feedback FULL JOIN training_prompts USING (id)
                        WHERE (feedback.useful::integer, feedback.message_id)
                              IS DISTINCT FROM (training_prompts.rating, training_prompts.message_id)
                        """), "feedback whose training prompt disagrees");
    }

    @RepeatedTest(5)
    void anErasureThatRacesWithPostsLeavesNothing() {
        List<NewFeedbackBuilder> firsts = IntStream.range(0, 6)
                .mapToObj(i -> override().with("agentId", "racing"))
                .toList();
        List<Callable<Answer>> calls = new ArrayList<>();
        for (NewFeedbackBuilder first : firsts) {
            for (int reply = 0; reply < 6; reply++) {
                NewFeedbackBuilder feedback = first.with("aiReply", "Suggestion " + reply);
                calls.add(() -> PlainApi.post(feedback));
            }
            calls.add(() -> PlainApi.erase(first.messageId()));
        }
        Collections.shuffle(calls);

        List<Answer> answers = Crowd.atOnce(calls);

        for (Answer answer : answers) {
            assertTrue(Set.of(201, 204, 410).contains(answer.status()), answer::toString);
        }
        for (NewFeedbackBuilder first : firsts) {
            assertNothingStandsOnAnErased(first.messageId());
            assertEquals(410, PlainApi.post(first).status());
        }
    }

    private static Answer anyCall(List<String> messages, Random dice) {
        int kind = dice.nextInt(100);
        if (kind < 60) {
            return PlainApi.post(anyFeedback(messages, dice));
        }
        if (kind < 75) {
            List<Map<String, Object>> items = IntStream.range(0, 1 + dice.nextInt(20))
                    .mapToObj(i -> anyFeedback(messages, dice).fields())
                    .toList();
            return PlainApi.post("/api/feedback/batch", Map.of("items", items));
        }
        if (kind < 90) {
            Answer taken = PlainApi.post(anyFeedback(messages, dice));
            return taken.isTaken() ? PlainApi.get("/api/feedback/" + taken.text("id")) : taken;
        }
        // Rare enough that messages live for a while, and often enough that most are erased in the end.
        return kind < 98 ? PlainApi.get("/api/feedback/analytics") : PlainApi.erase(any(messages, dice));
    }

    private static NewFeedbackBuilder anyFeedback(List<String> messages, Random dice) {
        NewFeedbackBuilder start = dice.nextBoolean() ? thumbsUp() : dice.nextBoolean() ? override() : thumbsDown();
        return start.with("messageId", any(messages, dice))
                .with("message", "Text " + dice.nextInt(3))
                .with("aiReply", "Suggestion " + dice.nextInt(3))
                .with("channel", any(List.of("mixed-a", "mixed-b"), dice))
                .with("model", dice.nextBoolean() ? "mixed" : null)
                .at("2026-02-0" + (1 + dice.nextInt(5)) + "T0" + dice.nextInt(10) + ":00:00Z");
    }

    private static <T> T any(List<T> list, Random dice) {
        return list.get(dice.nextInt(list.size()));
    }

    private void assertNothingStandsOnAnErased(String messageId) {
        Row row = database.query("""
                        SELECT customer_messages.message IS NULL AS erased,
                               (SELECT count(*) FROM feedback WHERE message_id = customer_messages.id) AS feedback
                        FROM customer_messages WHERE id = $1::text::uuid
                        """, messageId).iterator().next();
        if (row.getBoolean("erased")) {
            assertEquals(0, row.getLong("feedback"));
            assertEquals(0, promptsOn(messageId));
        } else {
            assertTrue(row.getLong("feedback") > 0, "a message without feedback was never erased, nor ever written");
        }
    }

    private long feedbackOn(String messageId) {
        return database.count("SELECT count(*) FROM feedback WHERE message_id = $1::text::uuid", messageId);
    }

    private long promptsOn(String messageId) {
        return database.count("SELECT count(*) FROM training_prompts WHERE message_id = $1::text::uuid", messageId);
    }

    private static <K> Map<K, Long> countBy(List<Answer> answers, Function<Answer, K> key) {
        return answers.stream().collect(Collectors.groupingBy(key, Collectors.counting()));
    }
}
