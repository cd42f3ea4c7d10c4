package dev.replyloop.training;

import static dev.replyloop.testing.Api.call;
import static dev.replyloop.testing.Api.post;
import static dev.replyloop.testing.Api.postBatch;
import static dev.replyloop.testing.Api.taken;
import static dev.replyloop.testing.NewFeedbackBuilder.override;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsUp;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.shared.Blank;
import dev.replyloop.testing.NewFeedbackBuilder;
import dev.replyloop.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TrainingPromptTest {

    private static final List<String> PIECES = List.of(
            "a",
            "Z",
            " ",
            "  ",
            "\t",
            "\n",
            "\r\n",
            "\r",
            "\u00A0",
            "\u2028",
            "ß",
            "é",
            "e\u0301",
            "Ж",
            "שלום",
            "\u202Eمرحبا\u202C",
            "漢字",
            "😀",
            "👩‍👩‍👧",
            "🏳️‍🌈",
            "\uFEFF",
            "\uFFFF",
            "\u0001",
            "\u007F",
            "${message}",
            "`",
            "\\",
            "\\u0041",
            "\"",
            "'",
            "<b>",
            "%",
            "----",
            "✅");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void whateverAgentsAndCustomersWriteSurvivesTheRoundTrip(int seed) {
        Random dice = new Random(seed);
        for (int sample = 0; sample < 10; sample++) {
            String message = anyText(dice);
            String aiReply = anyText(dice);
            String agentReply = anyText(dice);
            boolean useful = dice.nextBoolean();
            String id = taken(thumbsUp()
                    .with("message", message)
                    .with("aiReply", aiReply)
                    .with("useful", useful)
                    .with("agentReply", agentReply));

            ExtractableResponse<Response> feedback = get("/api/feedback/" + id);
            ExtractableResponse<Response> prompt = get("/api/training-prompts/" + id);

            assertEquals(message, feedback.path("message"));
            assertEquals(aiReply, feedback.path("aiReply"));
            assertEquals(agentReply, feedback.path("agentReply"));
            assertEquals(PromptOfTheContract.text(message, aiReply, useful, agentReply), prompt.path("prompt"));
            assertEquals(useful ? 1 : 0, prompt.<Integer>path("rating"));
            assertEquals(
                    feedback.jsonPath().getMap("trainingPrompt"),
                    prompt.jsonPath().getMap(""));
        }
    }

    @Test
    void leavesABlankAgentReplyOut() {
        NewFeedbackBuilder feedback = override().with("agentReply", " \n ");
        String id = taken(feedback);
        assertEquals(
                PromptOfTheContract.text("Where is my parcel?", "It will arrive tomorrow.", false, null),
                get("/api/training-prompts/" + id).path("prompt"));
    }

    @Test
    void aChangedVerdictRebuildsItsPromptInPlace() {
        NewFeedbackBuilder feedback = override().at("2026-03-02T09:00:00Z");
        String id = post(feedback).extract().path("trainingPromptId");
        ExtractableResponse<Response> before = get("/api/training-prompts/" + id);
        assertEquals(before.<String>path("createdAt"), before.<String>path("updatedAt"));

        post(feedback.with("useful", true).at("2026-03-03T09:00:00Z")).body("trainingPromptId", equalTo(id));

        ExtractableResponse<Response> after = get("/api/training-prompts/" + id);
        assertEquals(1, after.<Integer>path("rating"));
        assertEquals(before.<String>path("createdAt"), after.<String>path("createdAt"));
        assertNotEquals(before.<String>path("updatedAt"), after.<String>path("updatedAt"));
        assertEquals(feedback.messageId(), after.path("messageId"));
        assertEquals(id, after.path("feedbackId"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 200})
    void listsTheNewestFirstInPagesThatNeitherRepeatNorSkip(int limit) {
        String channel = "channel-" + UUID.randomUUID();
        List<Map<String, Object>> items = IntStream.range(0, 9)
                .mapToObj(i -> (i % 3 == 0 ? override() : thumbsUp())
                        .with("channel", channel)
                        .at("2026-03-02T09:00:0" + i + "Z")
                        .fields())
                .toList();
        List<String> posted = new ArrayList<>(postBatch(items).extract().path("results.id"));
        Collections.reverse(posted);

        assertEquals(posted, firstOfTheList("channel=" + channel + "&", limit, posted.size()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void listsOneRatingAlone(int rating) {
        String wanted = taken(rating == 1 ? thumbsUp() : override());
        taken(rating == 1 ? override() : thumbsUp());
        call().queryParam("rating", rating)
                .get("/api/training-prompts")
                .then()
                .statusCode(200)
                .body("items[0].id", equalTo(wanted))
                .body("items.rating", everyItem(equalTo(rating)));
        assertEquals(wanted, firstOfTheList("rating=" + rating + "&", 1, 2).get(0));
    }

    /** Follows the cursors until so many were seen, while others arrive. */
    private static List<String> firstOfTheList(String filter, int limit, int count) {
        List<String> seen = new ArrayList<>();
        String cursor = null;
        while (seen.size() < count) {
            String after = cursor == null ? "" : "&cursor=" + cursor;
            ExtractableResponse<Response> page = get("/api/training-prompts?" + filter + "limit=" + limit + after);
            List<String> ids = page.path("items.id");
            assertTrue(ids.size() <= limit);
            seen.addAll(ids);
            cursor = page.path("nextCursor");
            taken(thumbsUp());
        }
        return seen.subList(0, count);
    }

    private static String anyText(Random dice) {
        String text = IntStream.range(0, 1 + dice.nextInt(30))
                .mapToObj(i -> PIECES.get(dice.nextInt(PIECES.size())))
                .collect(Collectors.joining());
        return Blank.isBlank(text) ? text + "x" : text;
    }

    private static ExtractableResponse<Response> get(String path) {
        return call().get(path).then().statusCode(200).extract();
    }
}
