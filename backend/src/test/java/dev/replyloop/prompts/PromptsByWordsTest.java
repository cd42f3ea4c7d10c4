package dev.replyloop.prompts;

import static dev.replyloop.testing.Api.call;
import static dev.replyloop.testing.Api.taken;
import static dev.replyloop.testing.NewFeedbackBuilder.override;
import static dev.replyloop.testing.Problems.assertProblem;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import dev.replyloop.testing.Eventually;
import dev.replyloop.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where meanings are not compared: words find examples, and bad requests are told. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PromptsByWordsTest {

    @Test
    void sharedWordsFindExamples() {
        String id = taken(override()
                .with("message", "The Zylinderkopf of my tractor is cracked")
                .with("agentReply", "We weld it."));
        Eventually.holds(
                "an example by words",
                () -> ask("{\"message\": \"cracked zylinderkopf, help\"}")
                        .extract()
                        .<List<String>>path("examples.feedbackId")
                        .contains(id));
        ask("{\"message\": \"cracked zylinderkopf, help\"}")
                .statusCode(200)
                .body("foundBy", equalTo("WORDS"))
                .body("examples.reply", hasItem("We weld it."));
    }

    @Test
    void aMessageOfNoWordsFindsNothing() {
        ask("{\"message\": \"? 👍\"}").statusCode(200).body("examples.size()", equalTo(0));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            {}                                                                        | message
            {"message": "\\u200b"}                                                    | message
            {"message": "m", "limit": 9}                                              | limit
            {"message": "m", "limit": -1}                                             | limit
            {"message": "m", "maxCharacters": 20001}                                  | maxCharacters
            {"message": "m", "trust": "SOME"}                                         | trust
            {"message": "m", "typo": 1}                                               | typo
            {"message": "m", "messageId": "7"}                                        | messageId
            {"message": "m", "model": "\\u0000"}                                     | model
            {"message": "m", "context": [{"role": "agent", "text": "t", "messageId": "7"}]} | context[0].messageId
            {"message": "m", "context": [null]}                                       | context[0]
            {"message": "m", "context": [{"role": "customer"}]}                       | context[0].text
            {"message": "m", "context": [{"role": "nobody", "text": "t"}]}            | context[0].role
            """)
    void whatIsNotARequestIsRefused(String body, String field) {
        assertProblem(ask(body), 400, "invalid-request", field);
    }

    @Test
    void turnsOfTheContextAlternate() {
        ask("""
                {"message": "Still nothing.", "limit": 0, "instructions": "Be kind.", "context": [
                  {"role": "agent", "text": "Your parcel is on its way."},
                  {"role": "customer", "text": "Since when?"}, {"role": "customer", "text": "Hello?"}]}
                """)
                .statusCode(200)
                .body("messages.role", equalTo(List.of("system", "user", "assistant", "user")))
                .body("messages[0].content", startsWith("Be kind.\n\n"));
    }

    private static ValidatableResponse ask(String body) {
        return call().contentType(ContentType.JSON)
                .body(body)
                .post("/api/prompts")
                .then();
    }
}
