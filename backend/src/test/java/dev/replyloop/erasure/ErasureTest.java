package dev.replyloop.erasure;

import static dev.replyloop.testing.Api.call;
import static dev.replyloop.testing.Api.post;
import static dev.replyloop.testing.Api.taken;
import static dev.replyloop.testing.NewFeedbackBuilder.override;
import static dev.replyloop.testing.Problems.assertProblem;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import dev.replyloop.testing.Eventually;
import dev.replyloop.testing.NewFeedbackBuilder;
import dev.replyloop.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Many messages are erased by one call, old ones by themselves; and somebody is told what is held about theirs. */
@QuarkusTest
@TestProfile(ErasureTest.WithRetention.class)
@QuarkusTestResource(PostgresResource.class)
class ErasureTest {

    /** Messages are kept for 300 days. */
    public static final class WithRetention implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("replyloop.retention", "300D");
        }
    }

    @Test
    void manyMessagesAreErasedByOneCall() {
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < 45; i++) {
            String messageId = UUID.randomUUID().toString();
            messages.add(messageId);
            taken(override().with("messageId", messageId));
        }
        messages.add(UUID.randomUUID().toString());
        messages.add(messages.get(0));
        Response asked = call().contentType(ContentType.JSON)
                .body(Map.of("messageIds", messages))
                .post("/api/erasures");
        asked.then().statusCode(202).body("messages", equalTo(46)).body("requestedBy", equalTo("local"));
        String receipt = asked.header("Location");
        Eventually.holds("it is finished", () -> call().get(receipt).path("finishedAt") != null);
        call().get(receipt).then().statusCode(200).body("erased", equalTo(46));
        for (String messageId : messages) {
            assertProblem(post(override().with("messageId", messageId)), 410, "erased");
        }
    }

    @Test
    void anErasureNamesMessages() {
        for (Object body : List.of(Map.of(), Map.of("messageIds", List.of()))) {
            assertProblem(
                    call().contentType(ContentType.JSON)
                            .body(body)
                            .post("/api/erasures")
                            .then(),
                    400,
                    "invalid-request",
                    "messageIds");
        }
        assertProblem(call().get("/api/erasures/" + UUID.randomUUID()).then(), 404, "not-found");
    }

    @Test
    void whatIsOlderThanTheRetentionIsErasedAndWhatHasNewerFeedbackIsNot() {
        String old = UUID.randomUUID().toString();
        String judgedAnew = UUID.randomUUID().toString();
        Instant before = Instant.now().minus(Duration.ofDays(301));
        taken(override().with("messageId", judgedAnew).with("aiReply", "One.").at(before));
        taken(override()
                .with("messageId", judgedAnew)
                .with("aiReply", "Another.")
                .at(before.plus(Duration.ofDays(2))));
        taken(override().with("messageId", old).at(before));
        Eventually.holds(
                "the old one is erased",
                () -> post(override().with("messageId", old).at(before))
                                .extract()
                                .statusCode()
                        == 410);
        call().queryParam("messageId", judgedAnew).get("/api/feedback").then().body("items.size()", equalTo(2));
    }

    @Test
    void anAgentIsTakenOutOfAllVerdictsAndARetryDoesNotBringThemBack() {
        String agent = "agent " + UUID.randomUUID();
        NewFeedbackBuilder feedback =
                override().with("messageId", UUID.randomUUID().toString()).with("agentId", agent);
        String id = taken(feedback);
        String other = taken(override().with("agentId", "somebody else"));
        call().delete("/api/agents/" + agent).then().statusCode(204);
        Eventually.holds(
                "the id is gone", () -> call().get("/api/feedback/" + id).path("agentId") == null);
        call().get("/api/feedback/" + other).then().body("agentId", equalTo("somebody else"));
        post(feedback).statusCode(200).body("outcome", equalTo("UNCHANGED"));
        String later = taken(override().with("agentId", agent));
        call().get("/api/feedback/" + later).then().body("agentId", nullValue());
        assertProblem(call().delete("/api/agents/" + "x".repeat(101)).then(), 400, "invalid-request", "agentId");
    }

    @Test
    void somebodyIsToldWhatIsHeldAboutTheirMessage() {
        String messageId = UUID.randomUUID().toString();
        String id = taken(override().with("messageId", messageId).with("agentId", "agent-7"));
        String other = taken(override()
                .with("context", List.of(Map.of("role", "customer", "text", "Hello?", "messageId", messageId))));
        call().get("/api/customer-messages/" + messageId + "/data")
                .then()
                .statusCode(200)
                .body("erased", equalTo(false))
                .body("feedback.id", equalTo(List.of(id)))
                .body("feedback[0].agentId", equalTo("agent-7"))
                .body("inContextOf", hasItem(other));
        call().delete("/api/customer-messages/" + messageId).then().statusCode(204);
        call().get("/api/customer-messages/" + messageId + "/data")
                .then()
                .body("erased", equalTo(true))
                .body("message", nullValue())
                .body("feedback", equalTo(List.of()))
                .body("inContextOf", equalTo(List.of()));
        assertProblem(
                call().get("/api/customer-messages/" + UUID.randomUUID() + "/data")
                        .then(),
                404,
                "not-found");
    }
}
