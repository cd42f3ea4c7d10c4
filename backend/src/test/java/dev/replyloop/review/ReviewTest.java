package dev.replyloop.review;

import static dev.replyloop.testing.Api.call;
import static dev.replyloop.testing.Api.post;
import static dev.replyloop.testing.Api.taken;
import static dev.replyloop.testing.NewFeedbackBuilder.override;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsDown;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsUp;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.replyloop.testing.NewFeedbackBuilder;
import dev.replyloop.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What reviewers decide on training prompts, and what becomes of it when verdicts change. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ReviewTest {

    private static final String ANY = "*";

    @Test
    void nobodysDecisionIsOverwrittenUnseen() {
        String id = taken(override());
        String seen = etag(id);
        call().contentType(ContentType.JSON)
                .body(Map.of("review", "APPROVED"))
                .patch("/api/training-prompts/" + id)
                .then()
                .statusCode(428)
                .body("type", equalTo("urn:replyloop:problem:precondition-needed"));
        String approved = review(id, seen, Map.of("review", "APPROVED", "note", "Well put."))
                .statusCode(200)
                .body("review", equalTo("APPROVED"))
                .body("note", equalTo("Well put."))
                .body("reviewedBy", equalTo("local"))
                .extract()
                .header("ETag");
        assertNotEquals(seen, approved);
        assertEquals(approved, etag(id));
        review(id, seen, Map.of("review", "EXCLUDED"))
                .statusCode(412)
                .body("type", equalTo("urn:replyloop:problem:changed-meanwhile"));
        shown(id).body("review", equalTo("APPROVED"));
    }

    @Test
    void aReviewersWordsAreTaughtAndTheAgentsStayBeside() {
        NewFeedbackBuilder feedback = override();
        String id = taken(feedback);
        String text = shown(id).extract().path("prompt");
        review(id, ANY, Map.of("review", "APPROVED", "reply", "It arrives tomorrow."))
                .statusCode(200)
                .body("taughtReply", equalTo("It arrives tomorrow."))
                .body("editedReply", equalTo("It arrives tomorrow."))
                .body("prompt", equalTo(text));
        call().get("/api/feedback/" + id)
                .then()
                .body("agentReply", equalTo(feedback.fields().get("agentReply")))
                .body("trainingPrompt.taughtReply", equalTo("It arrives tomorrow."));
        review(id, ANY, Map.of("review", "APPROVED", "note", "Shorter."))
                .body("editedReply", equalTo("It arrives tomorrow."));
        review(id, ANY, Map.of("review", "APPROVED", "reply", " ", "note", ""))
                .body("taughtReply", equalTo(feedback.fields().get("agentReply")))
                .body("editedReply", nullValue())
                .body("note", nullValue());
    }

    @Test
    void aRejectionWithoutAReplyIsTaughtOnceAReviewerWritesOne() {
        String id = taken(thumbsDown());
        shown(id).body("taughtReply", nullValue());
        review(id, ANY, Map.of("review", "APPROVED", "reply", "It is late."))
                .body("taughtReply", equalTo("It is late."));
    }

    @Test
    void aUsefulReplyIsTaughtItself() {
        String id = taken(thumbsUp());
        shown(id).body("taughtReply", equalTo("It will arrive tomorrow."));
        review(id, ANY, Map.of("review", "APPROVED", "reply", "Other words"))
                .statusCode(400)
                .body("violations.field", contains("reply"));
        shown(id).body("review", equalTo("PENDING"));
    }

    @Test
    void onlyAChangedTextHasToBeLookedAtAgain() {
        NewFeedbackBuilder feedback = override().at("2026-03-02T09:00:00Z");
        String id = taken(feedback);
        review(id, ANY, Map.of("review", "APPROVED", "reply", "In my words."));
        post(feedback.with("comment", "another comment").at("2026-03-02T09:01:00Z"))
                .body("outcome", equalTo("REPLACED"));
        shown(id)
                .body("review", equalTo("APPROVED"))
                .body("changedSinceReview", equalTo(false))
                .body("taughtReply", equalTo("In my words."));

        post(feedback.with("agentReply", "Something else.").at("2026-03-02T09:02:00Z"))
                .body("outcome", equalTo("REPLACED"));
        String changed = shown(id)
                .body("review", equalTo("PENDING"))
                .body("changedSinceReview", equalTo(true))
                .body("taughtReply", equalTo("Something else."))
                .extract()
                .header("ETag");
        review(id, changed, Map.of("review", "APPROVED"))
                .statusCode(200)
                .body("changedSinceReview", equalTo(false))
                .body("editedReply", nullValue());
    }

    @Test
    void whatWasExcludedStaysOutUntilItWasLookedAt() {
        NewFeedbackBuilder feedback = override().at("2026-03-02T09:00:00Z");
        String id = taken(feedback);
        review(id, ANY, Map.of("review", "EXCLUDED"));
        post(feedback.with("agentReply", "Something else.").at("2026-03-02T09:02:00Z"));
        shown(id).body("review", equalTo("EXCLUDED")).body("changedSinceReview", equalTo(true));
    }

    @Test
    void aChangeOfTheVerdictMakesTheLookAtItStale() {
        NewFeedbackBuilder feedback = override().at("2026-03-02T09:00:00Z");
        String id = taken(feedback);
        String seen = etag(id);
        post(feedback.with("agentReply", "Something else.").at("2026-03-02T09:02:00Z"));
        review(id, seen, Map.of("review", "APPROVED")).statusCode(412);
    }

    @Test
    void manyAreReviewedAtOnceAndEachIsAnsweredByItself() {
        String one = taken(override());
        String stale = taken(override());
        String unknown = UUID.randomUUID().toString();
        reviewMany(
                        "APPROVED",
                        List.of(
                                Map.of("id", one),
                                Map.of("id", unknown),
                                Map.of("id", stale, "revision", "0000000000000000-0")))
                .statusCode(200)
                .body("results.id", contains(one, unknown, stale))
                .body("results.status", contains(200, 404, 412))
                .body("results[0].problem", nullValue())
                .body("results[2].problem.type", equalTo("urn:replyloop:problem:changed-meanwhile"));
        shown(one).body("review", equalTo("APPROVED"));
        shown(stale).body("review", equalTo("PENDING"));
    }

    @Test
    void refusesWhatCannotBeMeant() {
        String id = taken(override());
        reviewMany("APPROVED", List.of(Map.of("id", id), Map.of("id", id))).statusCode(400);
        reviewMany("APPROVED", List.of()).statusCode(400);
        reviewMany(
                        "APPROVED",
                        IntStream.range(0, 501)
                                .mapToObj(i -> Map.of("id", UUID.randomUUID().toString()))
                                .toList())
                .statusCode(400);
        reviewMany("GREAT", List.of(Map.of("id", id))).statusCode(400);
        review(id, ANY, Map.of("note", "no decision")).statusCode(400);
        review(id, ANY, Map.of("review", "APPROVED", "reply", "x".repeat(20_001)))
                .statusCode(400);
        review(UUID.randomUUID().toString(), ANY, Map.of("review", "APPROVED")).statusCode(404);
        call().queryParam("review", "GREAT").get("/api/training-prompts").then().statusCode(400);
    }

    @Test
    void theListIsFilteredByReviewAndByAllThatFeedbackIs() {
        String channel = "channel-" + UUID.randomUUID();
        String approved = taken(override().with("channel", channel));
        String excluded = taken(override().with("channel", channel));
        String useful = taken(thumbsUp().with("channel", channel));
        review(approved, ANY, Map.of("review", "APPROVED"));
        review(excluded, ANY, Map.of("review", "EXCLUDED"));
        listed(channel, "PENDING").body("items.id", contains(useful));
        listed(channel, "APPROVED").body("items.id", contains(approved));
        call().queryParam("channel", channel)
                .queryParam("review", "PENDING", "EXCLUDED")
                .queryParam("useful", "false")
                .get("/api/training-prompts")
                .then()
                .statusCode(200)
                .body("items.id", contains(excluded))
                .body("items.review", everyItem(equalTo("EXCLUDED")));
    }

    @Test
    void aReviewGoesWithItsMessage() {
        NewFeedbackBuilder feedback = override();
        String id = taken(feedback);
        review(id, ANY, Map.of("review", "APPROVED", "reply", "Words of the reviewer"));
        call().delete("/api/customer-messages/" + feedback.messageId()).then().statusCode(204);
        call().get("/api/training-prompts/" + id).then().statusCode(404);
        call().get("/api/training-prompts?review=APPROVED&limit=200").then().body("items.id", not(hasItem(id)));
    }

    private static ValidatableResponse listed(String channel, String review) {
        return call().queryParam("channel", channel)
                .queryParam("review", review)
                .get("/api/training-prompts")
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse shown(String id) {
        return call().get("/api/training-prompts/" + id).then().statusCode(200);
    }

    private static String etag(String id) {
        return shown(id).extract().header("ETag");
    }

    private static ValidatableResponse review(String id, String ifMatch, Map<String, String> change) {
        return call().contentType(ContentType.JSON)
                .header("If-Match", ifMatch)
                .body(change)
                .patch("/api/training-prompts/" + id)
                .then();
    }

    private static ValidatableResponse reviewMany(String review, List<Map<String, String>> items) {
        return call().contentType(ContentType.JSON)
                .body(Map.of("review", review, "items", items))
                .post("/api/training-prompts/review")
                .then();
    }
}
