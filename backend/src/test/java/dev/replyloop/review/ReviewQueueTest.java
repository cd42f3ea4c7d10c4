package dev.replyloop.review;

import static dev.replyloop.testing.Api.call;
import static dev.replyloop.testing.Api.taken;
import static dev.replyloop.testing.NewFeedbackBuilder.override;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsUp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.testing.Callers;
import dev.replyloop.testing.Crowd;
import dev.replyloop.testing.NewFeedbackBuilder;
import dev.replyloop.testing.PlainApi;
import dev.replyloop.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reviewers are given one training prompt after the other. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ReviewQueueTest {

    private final String channel = "channel-" + UUID.randomUUID();

    @Test
    void correctionsComeFirstAndNobodyIsGivenWhatAnotherHas() {
        String useful = taken(inChannel(thumbsUp()));
        String correction = taken(inChannel(override()));
        JsonPath mine = next("mine", null);
        assertEquals(correction, mine.getString("item.id"));
        assertEquals("PENDING", mine.getString("item.trainingPrompt.review"));
        assertEquals(2, mine.getInt("left.count"));
        JsonPath yours = next("yours", null);
        assertEquals(useful, yours.getString("item.id"));
        assertTrue(yours.getInt("reservedByOthers") >= 1);
        assertEquals(correction, next("mine", null).getString("item.id"), "asked again, the same one");
        JsonPath third = next("third", null);
        assertNull(third.getString("item"), "all are before others");
        assertEquals(2, third.getInt("left.count"), "but they are left");
    }

    @Test
    void whatWasReviewedIsGivenToNobodyAndCountsAsDone() {
        String id = taken(inChannel(override()));
        int done = next("mine", null).getInt("doneToday");
        approve(id);
        JsonPath after = next("yours", null);
        assertNull(after.getString("item"));
        assertEquals(0, after.getInt("left.count"));
        assertEquals(done + 1, after.getInt("doneToday"));
    }

    @Test
    void whatWasSkippedIsFreeForOthersAndComesBackAtTheEnd() {
        String first = taken(inChannel(override()));
        String second = taken(inChannel(override()));
        String given = next("mine", null).getString("item.id");
        String other = given.equals(first) ? second : first;
        assertEquals(other, next("mine", given).getString("item.id"));
        assertEquals(given, next("yours", null).getString("item.id"));
        approve(given);
        approve(other);
        assertNull(next("mine", null).getString("item"));

        String third = taken(inChannel(override()));
        assertEquals(third, next("mine", null).getString("item.id"));
        assertEquals(third, next("mine", third).getString("item.id"), "nothing else is left");
    }

    @Test
    void anotherIsGivenBesideWhatIsAtHand() {
        taken(inChannel(override()));
        taken(inChannel(override()));
        String first = next("mine", null).getString("item.id");
        JsonPath ahead = beside(first);
        String second = ahead.getString("item.id");
        assertNotEquals(first, second);
        assertEquals(2, ahead.getInt("left.count"), "what is at hand is left too");
        assertNull(next("yours", null).getString("item"), "both are reserved");
        assertNull(beside(first, second).getString("item"));
        approve(first);
        assertEquals(second, next("mine", null).getString("item.id"));
    }

    @Test
    void aReservationEndsByItself() throws Exception {
        String id = taken(inChannel(override()));
        assertEquals(id, next("mine", null).getString("item.id"));
        assertNull(next("yours", null).getString("item"));
        Callers.sql(
                "UPDATE review_reservations SET reserved_until = now() - interval '1 second' WHERE id = '" + id + "'");
        assertEquals(id, next("yours", null).getString("item.id"));
    }

    @Test
    void anApprovedOneThatChangedIsGivenAgain() {
        NewFeedbackBuilder feedback = inChannel(override()).at("2026-03-02T09:00:00Z");
        String id = taken(feedback);
        approve(id);
        assertNull(next("mine", null).getString("item"));
        taken(feedback.with("agentReply", "Something else.").at("2026-03-02T10:00:00Z"));
        JsonPath again = next("mine", null);
        assertEquals(id, again.getString("item.id"));
        assertTrue(again.getBoolean("item.trainingPrompt.changedSinceReview"));
    }

    @Test
    void filtersHoldAndWhatIsWrongWithThemIsSaid() {
        taken(inChannel(thumbsUp()));
        String wanted = taken(inChannel(thumbsUp()).with("model", "reply-9"));
        Map<String, Object> filters = Map.of("channel", List.of(channel), "model", List.of("reply-9"), "useful", true);
        assertEquals(wanted, asked(Map.of("filters", filters)).getString("item.id"));
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("filters", Map.of("from", "yesterday")),
                Map.of("filters", Map.of("topic", List.of("no id"))),
                Map.of("filters", Map.of("colour", "red")),
                Map.of("beside", List.of("no id")),
                Map.of("beside", Stream.generate(UUID::randomUUID).limit(21).toList()),
                Map.of("window", "no window!"))) {
            call().contentType(ContentType.JSON)
                    .body(wrong)
                    .post("/api/reviews/next")
                    .then()
                    .statusCode(400);
        }
    }

    @Test
    void aCrowdOfReviewersSharesTheWorkAndLeavesNothing() throws Exception {
        int count = 60;
        IntStream.range(0, count).forEach(i -> taken(inChannel(override())));
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger reviewers = new AtomicInteger();
        Crowd.atOnce(6, () -> {
            int reviewer = reviewers.incrementAndGet();
            while (true) {
                PlainApi.Answer answer = PlainApi.post(
                        "/api/reviews/next",
                        Map.of("filters", Map.of("channel", List.of(channel)), "window", "reviewer-" + reviewer));
                assertEquals(200, answer.status(), () -> answer.body().toString());
                if (!answer.body().has("item")) {
                    return null;
                }
                String id = answer.body().at("/item/id").asText();
                seen.add(id);
                PlainApi.Answer stored = PlainApi.post(
                        "/api/training-prompts/review",
                        Map.of(
                                "review",
                                "APPROVED",
                                "items",
                                List.of(Map.of(
                                        "id",
                                        id,
                                        "revision",
                                        answer.body()
                                                .at("/item/trainingPrompt/revision")
                                                .asText()))));
                assertEquals(200, stored.body().at("/results/0/status").asInt());
            }
        });
        assertEquals(count, seen.size(), "none was seen twice");
        assertEquals(count, new HashSet<>(seen).size());
    }

    private NewFeedbackBuilder inChannel(NewFeedbackBuilder feedback) {
        return feedback.with("channel", channel);
    }

    private JsonPath next(String window, String skip) {
        Map<String, Object> body = new HashMap<>();
        body.put("filters", Map.of("channel", List.of(channel)));
        body.put("window", window);
        if (skip != null) {
            body.put("skip", skip);
        }
        return asked(body);
    }

    private JsonPath beside(String... ids) {
        return asked(Map.of("filters", Map.of("channel", List.of(channel)), "window", "mine", "beside", List.of(ids)));
    }

    private static JsonPath asked(Map<String, Object> body) {
        return call().contentType(ContentType.JSON)
                .body(body)
                .post("/api/reviews/next")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static void approve(String id) {
        call().contentType(ContentType.JSON)
                .header("If-Match", "*")
                .body(Map.of("review", "APPROVED"))
                .patch("/api/training-prompts/" + id)
                .then()
                .statusCode(200);
    }
}
