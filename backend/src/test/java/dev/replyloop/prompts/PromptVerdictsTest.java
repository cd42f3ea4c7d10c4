package dev.replyloop.prompts;

import static dev.replyloop.testing.Api.call;
import static dev.replyloop.testing.Api.post;
import static dev.replyloop.testing.Api.taken;
import static dev.replyloop.testing.NewFeedbackBuilder.override;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsDown;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsUp;
import static dev.replyloop.testing.Problems.assertProblem;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.testing.Crowd;
import dev.replyloop.testing.Database;
import dev.replyloop.testing.Eventually;
import dev.replyloop.testing.NewFeedbackBuilder;
import dev.replyloop.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the AI was told, and what came of it: each prompt counts once, in its arm, by its newest verdict. */
@QuarkusTest
@TestProfile(PromptVerdictsTest.HalfHeldOut.class)
@QuarkusTestResource(PostgresResource.class)
class PromptVerdictsTest {

    private static final String EXAMPLE = "The quarkspindel of my grinder squeaks";

    @Inject
    Database database;

    @Inject
    PromptRetention retention;

    /** The examples of every second prompt are withheld; words find them. */
    public static final class HalfHeldOut implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("replyloop.prompts.holdout", "0.5");
        }
    }

    @BeforeEach
    void thereIsAnExample() {
        String id = taken(override().with("message", EXAMPLE).with("agentReply", "A drop of oil helps."));
        Eventually.holds("the example is found", () -> {
            JsonPath prompt = ask(Map.of("message", EXAMPLE));
            return prompt.getBoolean("heldOut")
                    || prompt.getList("examples.feedbackId").contains(id);
        });
    }

    @AfterEach
    void countersAgreeWithARecount() {
        database.assertCountersExact("UTC");
    }

    @Test
    void aFeedbackShowsThePromptAndThePromptItsExamples() {
        String promptId = prompt(false);
        String id = taken(thumbsUp().with("promptId", promptId).with("traceId", "trace-7"));
        call().get("/api/feedback/" + id)
                .then()
                .body("promptId", equalTo(promptId))
                .body("traceId", equalTo("trace-7"));
        call().get("/api/prompts/" + promptId)
                .then()
                .statusCode(200)
                .body("heldOut", equalTo(false))
                .body("gone", equalTo(0))
                .body("examples.reply", hasItem("A drop of oil helps."));
        assertProblem(call().get("/api/prompts/" + UUID.randomUUID()).then(), 404, "not-found");
    }

    @Test
    void aPromptThatIsNotKnownCostsNoVerdict() {
        NewFeedbackBuilder feedback = thumbsUp()
                .at("2026-03-01T10:00:00Z")
                .with("promptId", UUID.randomUUID().toString());
        String id = taken(feedback);
        call().get("/api/feedback/" + id).then().body("promptId", nullValue());
        post(feedback).statusCode(200).body("outcome", equalTo("UNCHANGED"));
        assertProblem(post(thumbsUp().with("promptId", "7")), 400, "invalid-request", "promptId");
        assertProblem(post(thumbsUp().with("traceId", "t".repeat(201))), 400, "invalid-request", "traceId");
    }

    @Test
    void aPromptCountsOnceByItsNewestVerdict() {
        for (boolean heldOut : List.of(true, false)) {
            String promptId = prompt(heldOut);
            NewFeedbackBuilder first = override()
                    .with("promptId", promptId)
                    .with("channel", "first")
                    .at("2026-04-01T10:00:00Z");
            NewFeedbackBuilder second = thumbsUp()
                    .with("promptId", promptId)
                    .with("channel", "second")
                    .at("2026-04-02T10:00:00Z");
            taken(first);
            assertCounted(promptId, "first", false);
            String secondId = taken(second);
            assertCounted(promptId, "second", true);
            taken(thumbsDown().with("promptId", promptId).at("2026-03-30T10:00:00Z"));
            assertCounted(promptId, "second", true);

            post(first.with("useful", true).without("agentReply").at("2026-04-03T10:00:00Z"))
                    .body("outcome", equalTo("REPLACED"));
            assertCounted(promptId, "first", true);
            post(first.without("promptId").at("2026-04-04T10:00:00Z")).body("outcome", equalTo("REPLACED"));
            assertCounted(promptId, "second", true);
            call().delete("/api/feedback/" + secondId).then().statusCode(204);
            assertCounted(promptId, "", false);
            call().delete("/api/customer-messages/" + first.messageId()).then().statusCode(204);
            database.assertCountersExact("UTC");
        }
    }

    @Test
    void manyVerdictsOnOnePromptAtOnceCountOnce() {
        List<String> prompts = List.of(prompt(false), prompt(true), prompt(false));
        List<Callable<String>> posts = new ArrayList<>();
        List<NewFeedbackBuilder> sent = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            NewFeedbackBuilder one = (i % 2 == 0 ? thumbsUp() : override())
                    .with("promptId", prompts.get(i % 3))
                    .with("channel", "crowd")
                    .at("2026-04-0%dT10:00:00Z".formatted(1 + i % 7));
            sent.add(one);
            posts.add(() -> taken(one));
        }
        Crowd.atOnce(posts);
        database.assertCountersExact("UTC");
        assertEquals(
                3,
                database.count("SELECT sum(total)::bigint FROM prompt_daily WHERE channel = 'crowd'"),
                "prompts counted");
        Crowd.atOnce(sent.stream()
                .<Callable<Integer>>map(one -> () -> call().delete("/api/customer-messages/" + one.messageId())
                        .statusCode())
                .toList());
        assertEquals(0, database.count("SELECT sum(total)::bigint FROM prompt_daily WHERE channel = 'crowd'"));
    }

    @Test
    void theArmIsDrawnOnceForAMessage() {
        Set<Boolean> arms = new HashSet<>();
        int heldOut = 0;
        for (int i = 0; i < 40; i++) {
            String messageId = new UUID(7, i).toString();
            JsonPath first = ask(Map.of("message", EXAMPLE, "messageId", messageId));
            JsonPath again = ask(Map.of("message", EXAMPLE, "messageId", messageId));
            assertEquals(first.getBoolean("heldOut"), again.getBoolean("heldOut"));
            assertEquals(first.getBoolean("heldOut"), first.getList("examples").isEmpty());
            assertEquals(
                    first.getBoolean("heldOut") ? 2 : 4,
                    Math.min(4, first.getList("messages").size()));
            arms.add(first.getBoolean("heldOut"));
            heldOut += first.getBoolean("heldOut") ? 1 : 0;
        }
        assertEquals(Set.of(true, false), arms);
        assertTrue(heldOut > 8 && heldOut < 32, "held out of 40: " + heldOut);
    }

    @Test
    void aPreviewIsNotStoredNorHeldOut() {
        String counted = "SELECT coalesce(sum(asked), 0)::bigint FROM prompt_daily";
        long before = database.count(counted);
        for (int i = 0; i < 10; i++) {
            JsonPath preview = ask(Map.of("message", EXAMPLE, "preview", true));
            assertEquals(null, preview.getString("promptId"));
            assertEquals(false, preview.getBoolean("heldOut"));
            assertTrue(preview.getList("examples").size() > 0);
        }
        assertEquals(before, database.count(counted));
    }

    @Test
    void whereThereIsNoExampleNothingIsHeldOut() {
        for (int i = 0; i < 12; i++) {
            JsonPath prompt = ask(Map.of("message", "xyzzyx plughplugh"));
            assertEquals(false, prompt.getBoolean("heldOut"));
            taken(thumbsUp().with("promptId", prompt.getString("promptId")).with("channel", "no example"));
        }
        assertEquals(0, database.count("SELECT count(*) FROM prompt_daily WHERE channel = 'no example'"));
    }

    @Test
    void aPromptWithoutAVerdictIsForgotten() {
        String answered = prompt(false);
        String unanswered = prompt(false);
        String recent = prompt(false);
        taken(thumbsUp().with("promptId", answered));
        database.query(
                "UPDATE learned_prompts SET asked_at = now() - interval '31 days' WHERE id = ANY ($1::uuid[])",
                (Object) new UUID[] {UUID.fromString(answered), UUID.fromString(unanswered)});
        retention.forgetUnanswered().await().indefinitely();
        call().get("/api/prompts/" + answered).then().statusCode(200);
        call().get("/api/prompts/" + recent).then().statusCode(200);
        call().get("/api/prompts/" + unanswered).then().statusCode(404);
    }

    private void assertCounted(String promptId, String channel, boolean useful) {
        Row counted = database.query(
                        "SELECT channel, useful FROM learned_prompts WHERE id = $1", UUID.fromString(promptId))
                .iterator()
                .next();
        assertEquals(channel, counted.getString(0));
        assertEquals(channel == null ? null : useful, counted.getBoolean(1));
        database.assertCountersExact("UTC");
    }

    /** A prompt for which there was an example, in the arm that is asked for. */
    private static String prompt(boolean heldOut) {
        for (int i = 0; i < 100; i++) {
            JsonPath prompt = ask(Map.of("message", EXAMPLE));
            if (prompt.getBoolean("heldOut") == heldOut) {
                return prompt.getString("promptId");
            }
        }
        throw new AssertionError("A hundred prompts in one arm");
    }

    private static JsonPath ask(Map<String, Object> request) {
        return call().contentType(ContentType.JSON)
                .body(request)
                .post("/api/prompts")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
