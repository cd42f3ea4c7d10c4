package dev.replyloop.feedback;

import static dev.replyloop.testing.Api.call;
import static dev.replyloop.testing.Api.post;
import static dev.replyloop.testing.Api.taken;
import static dev.replyloop.testing.NewFeedbackBuilder.override;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsDown;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsUp;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.replyloop.testing.Database;
import dev.replyloop.testing.Metrics;
import dev.replyloop.testing.NewFeedbackBuilder;
import dev.replyloop.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PostFeedbackTest {

    private static final String MONDAY = "2026-03-02T09:00:00Z";
    private static final String TUESDAY = "2026-03-03T09:00:00Z";
    private static final String WEDNESDAY = "2026-03-04T09:00:00Z";

    @Inject
    Database database;

    @AfterEach
    void countersAgreeWithARecount() {
        database.assertCountersExact("UTC");
    }

    @Test
    void storesTheVerdictWithItsTrainingPrompt() {
        NewFeedbackBuilder feedback = override()
                .with("reason", "INCORRECT")
                .with("comment", "Not what the tracking says")
                .with("agentId", "agent-07")
                .with("channel", "email")
                .with("model", "reply-5")
                .at("2026-03-02T10:00:00.1234567+01:00");
        ValidatableResponse receipt = post(feedback).statusCode(201).body("outcome", equalTo("CREATED"));
        String id = receipt.extract().path("id");
        receipt.header("Location", endsWith("/api/feedback/" + id)).body("messageId", equalTo(feedback.messageId()));

        show(id).body("messageId", equalTo(feedback.messageId()))
                .body("message", equalTo("Where is my parcel?"))
                .body("aiReply", equalTo("It will arrive tomorrow."))
                .body("useful", equalTo(false))
                .body("overridden", equalTo(true))
                .body("agentReply", equalTo("It is with the courier; I have asked them to call you."))
                .body("reason", equalTo("INCORRECT"))
                .body("comment", equalTo("Not what the tracking says"))
                .body("agentId", equalTo("agent-07"))
                .body("channel", equalTo("email"))
                .body("model", equalTo("reply-5"))
                .body("occurredAt", equalTo("2026-03-02T09:00:00.123456Z"))
                .body("trainingPrompt.id", equalTo(receipt.extract().path("trainingPromptId")))
                .body("trainingPrompt.rating", equalTo(0))
                .body(
                        "trainingPrompt.prompt",
                        containsString("Was this useful? → ❌ No\n\nAgent replied with:\nIt is with"));
    }

    @Test
    void keepsTextsAsTheyCame() {
        String text = "  Zeile eins\r\n\tЗдравствуйте 👩‍👩‍👧 \u202Eabc\u202C  ";
        String id = taken(override().with("message", text).with("aiReply", text).with("agentReply", text));
        show(id).body("message", equalTo(text)).body("aiReply", equalTo(text)).body("agentReply", equalTo(text));
    }

    @Test
    void takesTheTimeOfArrivalWhereNoneIsSent() {
        Instant before = Instant.now().truncatedTo(ChronoUnit.MICROS);
        String occurredAt = show(taken(thumbsUp())).extract().path("occurredAt");
        assertEquals(true, !Instant.parse(occurredAt).isBefore(before));
        assertEquals(true, !Instant.parse(occurredAt).isAfter(Instant.now()));
    }

    @Test
    void takesATimeSlightlyAheadAsNow() {
        String id = taken(thumbsUp().at(Instant.now().plus(4, ChronoUnit.MINUTES)));
        String occurredAt = show(id).extract().path("occurredAt");
        assertEquals(false, Instant.parse(occurredAt).isAfter(Instant.now()));
    }

    @Test
    void takesAnyTimeInThePast() {
        show(taken(thumbsUp().at("0001-01-01T00:00:00Z"))).body("occurredAt", equalTo("0001-01-01T00:00:00Z"));
    }

    @Test
    void storesABlankAgentReplyAsNone() {
        show(taken(thumbsDown().with("agentReply", " \n ")))
                .body("agentReply", nullValue())
                .body("overridden", equalTo(false));
    }

    @Test
    void storesAnAgentReplyThatShowsNothingAsNone() {
        for (String blank : List.of("\u00a0", "\u200b", "\ufeff", "\u2007\u2060", "\u00ad")) {
            show(taken(thumbsDown().with("agentReply", blank)))
                    .body("agentReply", nullValue())
                    .body("overridden", equalTo(false))
                    .body("trainingPrompt.prompt", not(containsString("Agent replied with")));
        }
    }

    @Test
    void anAgentReplyThatSaysWhatTheAiRepliedIsNoOverride() {
        show(taken(thumbsDown().with("agentReply", " It will\narrive\u00a0tomorrow. ")))
                .body("agentReply", equalTo(" It will\narrive\u00a0tomorrow. "))
                .body("overridden", equalTo(false));
        show(taken(thumbsDown().with("agentReply", "It will arrive tomorrow!"))).body("overridden", equalTo(true));
    }

    @Test
    void keepsAnAgentReplyOnAThumbsUpButCallsItNoOverride() {
        show(taken(override().with("useful", true)))
                .body("agentReply", not(nullValue()))
                .body("overridden", equalTo(false))
                .body("trainingPrompt.prompt", not(containsString("Agent replied with")));
    }

    @Test
    void twoRepliesToOneMessageAreTwoFeedbacks() {
        NewFeedbackBuilder first = thumbsUp();
        String id = taken(first);
        assertNotEquals(id, taken(first.with("aiReply", "Another suggestion")));
        show(id).body("aiReply", equalTo("It will arrive tomorrow."));
    }

    @Test
    void theSameAgainChangesNothing() {
        NewFeedbackBuilder feedback = override().at(MONDAY);
        String id = taken(feedback);
        String receivedAt = show(id).extract().path("receivedAt");
        post(feedback.at(TUESDAY))
                .statusCode(200)
                .body("outcome", equalTo("UNCHANGED"))
                .body("id", equalTo(id));
        show(id).body("occurredAt", equalTo(MONDAY)).body("receivedAt", equalTo(receivedAt));
    }

    @Test
    void replacesTheEarlierVerdict() {
        NewFeedbackBuilder first =
                override().with("reason", "TONE").with("channel", "chat").at(MONDAY);
        String id = taken(first);
        NewFeedbackBuilder second = first.with("useful", true).without("reason").without("agentReply");
        post(second.with("channel", "email").at(TUESDAY))
                .statusCode(200)
                .body("outcome", equalTo("REPLACED"))
                .body("id", equalTo(id))
                .body("trainingPromptId", equalTo(id));
        show(id).body("useful", equalTo(true))
                .body("reason", nullValue())
                .body("agentReply", nullValue())
                .body("channel", equalTo("email"))
                .body("occurredAt", equalTo(TUESDAY))
                .body("trainingPrompt.rating", equalTo(1))
                .body("trainingPrompt.prompt", containsString("✅ Yes"));
        assertEquals(1, database.count("SELECT count(*) FROM training_prompts WHERE id = $1::text::uuid", id));
    }

    @Test
    void aLateRetryOfTheFirstVerdictIsSuperseded() {
        NewFeedbackBuilder first = override().at(MONDAY);
        String id = taken(first);
        taken(first.with("useful", true).at(TUESDAY));
        post(first).statusCode(200).body("outcome", equalTo("SUPERSEDED")).body("id", equalTo(id));
        show(id).body("useful", equalTo(true)).body("trainingPrompt.rating", equalTo(1));
    }

    @Test
    void aVerdictBetweenTwoEqualOnesIsSupersededToo() {
        NewFeedbackBuilder down = thumbsDown();
        String id = taken(down.at(MONDAY));
        post(down.at(WEDNESDAY)).body("outcome", equalTo("UNCHANGED"));
        post(down.with("useful", true).at(TUESDAY)).body("outcome", equalTo("SUPERSEDED"));
        show(id).body("useful", equalTo(false));
    }

    @Test
    void theNewestTextStaysOnTheMessageAndThePromptKeepsWhatItsAgentSaw() {
        NewFeedbackBuilder first = thumbsUp().with("message", "first text").at(TUESDAY);
        String firstId = taken(first);
        String secondId = taken(
                first.with("aiReply", "Other").with("message", "second text").at(WEDNESDAY));
        taken(first.with("aiReply", "Third").with("message", "text from before").at(MONDAY));
        for (String id : new String[] {firstId, secondId}) {
            show(id).body("message", equalTo("second text"));
        }
        show(firstId).body("trainingPrompt.prompt", containsString("first text"));
        show(secondId).body("trainingPrompt.prompt", containsString("second text"));
    }

    @Test
    void aChangedMessageTextAloneRebuildsThePrompt() {
        NewFeedbackBuilder feedback = thumbsUp().with("message", "before").at(MONDAY);
        String id = taken(feedback);
        post(feedback.with("message", "after").at(TUESDAY)).body("outcome", equalTo("REPLACED"));
        show(id).body("trainingPrompt.prompt", containsString("after"));
    }

    @Test
    void aChangeOfMindMovesTheCountsToItsDay() {
        NewFeedbackBuilder first = override().with("channel", "mind-change").at(MONDAY);
        taken(first);
        taken(first.with("useful", true).at(WEDNESDAY));
        call().get("/api/feedback/analytics?from=2026-03-02&to=2026-03-04&channel=mind-change")
                .then()
                .body("total", equalTo(1))
                .body("usefulCount", equalTo(1))
                .body("overriddenCount", equalTo(0))
                .body("dailyBreakdown.total", equalTo(java.util.List.of(0, 0, 1)));
    }

    @Test
    void countsOutcomesAndRefusals() {
        NewFeedbackBuilder feedback = thumbsUp();
        taken(feedback);
        taken(feedback);
        post(feedback.without("aiReply")).statusCode(400);
        String metrics = Metrics.scrape();
        assertMetric(metrics, "replyloop_feedback_total{outcome=\"CREATED\"}");
        assertMetric(metrics, "replyloop_feedback_total{outcome=\"UNCHANGED\"}");
        assertMetric(metrics, "replyloop_feedback_refused_total{problem=\"invalid-request\"}");
        assertMetric(metrics, "replyloop_intake_write_seconds_count");
    }

    private static void assertMetric(String metrics, String name) {
        double value = metrics.lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No metric " + name));
        org.hamcrest.MatcherAssert.assertThat(value, greaterThanOrEqualTo(1.0));
    }

    private static ValidatableResponse show(String id) {
        return call().get("/api/feedback/" + id).then().statusCode(200);
    }
}
