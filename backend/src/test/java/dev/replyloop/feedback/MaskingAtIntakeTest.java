package dev.replyloop.feedback;

import static dev.replyloop.testing.Api.call;
import static dev.replyloop.testing.Api.post;
import static dev.replyloop.testing.Api.postBatch;
import static dev.replyloop.testing.NewFeedbackBuilder.override;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.replyloop.testing.NewFeedbackBuilder;
import dev.replyloop.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** With masking at the door personal data is in no text that is stored, and a suggestion is still known by what was sent. */
@QuarkusTest
@TestProfile(MaskingAtIntakeTest.AtIntake.class)
@QuarkusTestResource(PostgresResource.class)
class MaskingAtIntakeTest {

    private static final String AI_REPLY = "Dear Erika, we will write to erika@berg.example.";

    /** Texts are masked before they are stored. */
    public static final class AtIntake implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("replyloop.masking.at-intake", "true");
        }
    }

    @Test
    void noTextKeepsPersonalData() throws Exception {
        NewFeedbackBuilder feedback = personal();
        String id = post(feedback).statusCode(201).extract().path("id");
        String stored = call().get("/api/feedback/" + id)
                .then()
                .statusCode(200)
                .body("message", containsString("[EMAIL]"))
                .body("aiReply", containsString("[EMAIL]"))
                .body("context[0].text", containsString("[EMAIL]"))
                .body("trainingPrompt.prompt", containsString("[EMAIL]"))
                .extract()
                .asString();
        for (String personal : List.of("erika@berg", "Erika", "4111 1111")) {
            assertEquals(-1, stored.indexOf(personal), stored);
        }
        String digest = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(AI_REPLY.getBytes(StandardCharsets.UTF_8)));
        call().get("/api/feedback/" + id).then().body("aiReplyId", equalTo(digest));
        post(feedback).statusCode(200).body("outcome", equalTo("UNCHANGED"));
    }

    @Test
    void theSameHoldsForABatch() {
        NewFeedbackBuilder feedback = personal();
        String id =
                postBatch(List.of(feedback.fields())).statusCode(200).extract().path("results[0].id");
        call().get("/api/feedback/" + id)
                .then()
                .body("message", not(containsString("erika@berg")))
                .body("agentReply", not(containsString("Erika")));
    }

    @Test
    void aLongTextIsMaskedToItsEndAndNothingIsCut() {
        String message = "word ".repeat(3_990) + "and mail me at erika@berg.example";
        String id = post(override().with("message", message))
                .statusCode(201)
                .extract()
                .path("id");
        String stored = call().get("/api/feedback/" + id).path("message");
        assertEquals("word ".repeat(3_990) + "and mail me at [EMAIL]", stored);
    }

    private static NewFeedbackBuilder personal() {
        return override()
                .with("messageId", UUID.randomUUID().toString())
                .with(
                        "message",
                        "Hello, I am Erika Berg. Mail me at erika@berg.example, my card is 4111 1111 1111 1111.")
                .with("aiReply", AI_REPLY)
                .with("agentReply", "Dear Erika, your refund is on its way.")
                .with("comment", "Erika called before.")
                .with("context", List.of(Map.of("role", "customer", "text", "It is erika@berg.example.")));
    }
}
