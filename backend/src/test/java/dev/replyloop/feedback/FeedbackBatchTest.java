package dev.replyloop.feedback;

import static dev.replyloop.testing.Api.call;
import static dev.replyloop.testing.Api.post;
import static dev.replyloop.testing.Api.postBatch;
import static dev.replyloop.testing.Api.taken;
import static dev.replyloop.testing.NewFeedbackBuilder.override;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsDown;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsUp;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.replyloop.testing.BareHttp;
import dev.replyloop.testing.Database;
import dev.replyloop.testing.NewFeedbackBuilder;
import dev.replyloop.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class FeedbackBatchTest {

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
    void eachItemAnswersForItself() {
        NewFeedbackBuilder erased = thumbsUp();
        call().delete("/api/customer-messages/" + erased.messageId()).then().statusCode(204);
        List<Object> items = new ArrayList<>();
        items.add(thumbsUp().fields());
        items.add(7);
        items.add("text");
        items.add(null);
        items.add(List.of(thumbsUp().fields()));
        items.add(true);
        items.add(thumbsUp().with("message", " ").fields());
        items.add(thumbsUp().with("useful", "yes").fields());
        items.add(thumbsUp().with("usefull", true).fields());
        items.add(erased.fields());
        items.add(Map.of());
        items.add(override().fields());

        ValidatableResponse answer = postBatch(items).statusCode(200);

        answer.body("results.index", contains(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11))
                .body("results.status", contains(201, 400, 400, 400, 400, 400, 400, 400, 400, 410, 400, 201))
                .body("results[0].outcome", equalTo("CREATED"))
                .body("results[0].problem", nullValue())
                .body("results[11].outcome", equalTo("CREATED"))
                .body("results[6].problem.violations[0].field", equalTo("message"))
                .body("results[7].problem.violations[0].field", equalTo("useful"))
                .body("results[8].problem.violations[0].field", equalTo("usefull"))
                .body("results[9].problem.type", equalTo("urn:replyloop:problem:erased"))
                .body("results[10].problem.violations.field", contains("aiReply", "message", "messageId", "useful"));
        for (int noObject = 1; noObject <= 5; noObject++) {
            answer.body("results[" + noObject + "].id", nullValue())
                    .body("results[" + noObject + "].problem.status", equalTo(400))
                    .body("results[" + noObject + "].problem.violations[0].message", equalTo("must be a JSON object"));
        }
        call().get("/api/feedback/" + answer.extract().path("results[0].id"))
                .then()
                .statusCode(200);
    }

    @Test
    void anItemThatTheParserStumblesOverSpoilsNoOther() {
        String good = new JsonObject(thumbsUp().fields()).encode();
        String twice = good.replaceFirst("\\{", "{\"channel\": \"a\", \"channel\": \"b\", ");
        String deep = good.replaceFirst("\\{", "{\"comment\": " + "[".repeat(5_000) + "]".repeat(5_000) + ", ");
        String deepDown = "[".repeat(5_000) + "]".repeat(5_000);
        String twiceDeepDown = good.replaceFirst("\\{", "{\"comment\": {\"a\": 1, \"a\": 2}, ");
        String last = new JsonObject(override().fields()).encode();

        byte[] body = ("{\"items\": [" + String.join(", ", good, twice, deep, deepDown, twiceDeepDown, last) + "]}")
                .getBytes(StandardCharsets.UTF_8);

        BareHttp.Answer answer = BareHttp.send(
                "POST /api/feedback/batch",
                "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n",
                out -> out.write(body));

        assertEquals(200, answer.status(), answer::toString);
        JsonPath results = JsonPath.from(answer.body()).setRootPath("results");
        assertEquals(List.of(201, 400, 400, 400, 400, 201), results.getList("status"));
        assertEquals("urn:replyloop:problem:malformed-json", results.getString("[1].problem.type"));
        assertEquals("The field channel is given twice.", results.getString("[1].problem.detail"));
        assertEquals("comment", results.getString("[2].problem.violations[0].field"));
        assertEquals("must be a JSON object", results.getString("[3].problem.violations[0].message"));
        assertEquals("comment", results.getString("[4].problem.violations[0].field"));
    }

    @Test
    void verdictsOnOneSuggestionHaveTheOutcomesTheyWouldHaveHadAlone() {
        NewFeedbackBuilder first = override().at(MONDAY);

        postBatch(List.of(
                        first.fields(),
                        first.at(TUESDAY).fields(),
                        first.with("useful", true).at(WEDNESDAY).fields(),
                        first.at(TUESDAY).fields(),
                        first.with("useful", true).at(WEDNESDAY).fields()))
                .body("results.status", contains(201, 200, 200, 200, 200))
                .body("results.outcome", contains("CREATED", "UNCHANGED", "REPLACED", "SUPERSEDED", "UNCHANGED"));

        assertEquals(
                1,
                database.count(
                        "SELECT count(*) FROM feedback WHERE message_id = $1::text::uuid AND useful",
                        first.messageId()));
    }

    @RepeatedTest(10)
    void verdictsOnOneSuggestionCountInTheirOrderHoweverFarApart() {
        NewFeedbackBuilder first = thumbsDown().at(MONDAY);
        NewFeedbackBuilder last = first.with("useful", true).at(TUESDAY);
        List<Map<String, Object>> items = new ArrayList<>();
        items.add(first.fields());
        items.addAll(others(600));
        items.add(last.fields());
        items.add(first.fields());
        items.addAll(others(20));

        List<String> outcomes = postBatch(items).statusCode(200).extract().path("results.outcome");

        assertEquals(
                List.of("CREATED", "REPLACED", "SUPERSEDED"),
                List.of(outcomes.get(0), outcomes.get(601), outcomes.get(602)));
    }

    @RepeatedTest(10)
    void ofVerdictsGivenAtTheSameMomentTheLastItemStands() {
        NewFeedbackBuilder first = override().at(MONDAY);
        List<Map<String, Object>> items = IntStream.range(0, 12)
                .mapToObj(i -> first.with("comment", "Thought " + i).fields())
                .toList();

        ValidatableResponse answer = postBatch(items).body("results.id", hasSize(12));

        assertEquals(
                Stream.concat(Stream.of("CREATED"), Collections.nCopies(11, "REPLACED").stream())
                        .toList(),
                answer.extract().path("results.outcome"));
        call().get("/api/feedback/" + answer.extract().path("results[0].id"))
                .then()
                .body("comment", equalTo("Thought 11"));
    }

    @Test
    void twoAiRepliesToOneMessageAreTwoFeedbacks() {
        NewFeedbackBuilder first = thumbsUp();
        List<String> ids = postBatch(
                        List.of(first.fields(), first.with("aiReply", "Another").fields()))
                .body("results.outcome", contains("CREATED", "CREATED"))
                .extract()
                .path("results.id");
        assertNotEquals(ids.get(0), ids.get(1));
    }

    @Test
    void takesAThousandItemsInTheirOrder() {
        List<Map<String, Object>> items = others(1_000);
        ValidatableResponse answer = postBatch(items)
                .statusCode(200)
                .body("results", hasSize(1_000))
                .body("results.status", everyItem(equalTo(201)))
                .body("results.id", everyItem(notNullValue()));
        List<String> ids = answer.extract().path("results.id");
        for (int index : new int[] {0, 511, 512, 999}) {
            call().get("/api/feedback/" + ids.get(index))
                    .then()
                    .body("messageId", equalTo(items.get(index).get("messageId")));
        }
    }

    static Stream<Arguments> feedbackOfEveryKind() {
        return Stream.of(
                        thumbsUp(),
                        thumbsDown(),
                        override().with("reason", "TONE"),
                        thumbsUp().with("reason", "TONE"),
                        thumbsUp().with("message", ""),
                        thumbsUp().with("messageId", "1-1-1-1-1"),
                        thumbsUp().with("comment", "x".repeat(2_001)),
                        thumbsUp().with("channel", 5),
                        thumbsUp().with("unknown", 5),
                        thumbsUp().without("useful"),
                        thumbsUp().at("tomorrow"))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("feedbackOfEveryKind")
    void answersAnItemAsItWouldHaveAnsweredItAlone(NewFeedbackBuilder feedback) {
        ValidatableResponse alone = post(feedback.with("messageId", another(feedback)));
        ValidatableResponse inBatch =
                postBatch(List.of(feedback.with("messageId", another(feedback)).fields()));

        assertEquals(alone.extract().statusCode(), inBatch.extract().<Integer>path("results[0].status"));
        if (alone.extract().statusCode() == 201) {
            assertEquals(
                    alone.extract().<String>path("outcome"), inBatch.extract().<String>path("results[0].outcome"));
        } else {
            Map<String, Object> problem =
                    new HashMap<>(alone.extract().jsonPath().getMap(""));
            assertEquals(problem, inBatch.extract().path("results[0].problem"));
        }
    }

    @Test
    void aSinglePostKnowsWhatABatchWrote() {
        NewFeedbackBuilder feedback = override().at(MONDAY);
        String id = postBatch(List.of(feedback.fields())).extract().path("results[0].id");
        assertEquals(id, taken(feedback));
        post(feedback).body("outcome", equalTo("UNCHANGED"));
    }

    private static Object another(NewFeedbackBuilder feedback) {
        return feedback.messageId().length() == 36 ? UUID.randomUUID().toString() : feedback.messageId();
    }

    private static List<Map<String, Object>> others(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> thumbsUp().with("channel", "batch").at(MONDAY).fields())
                .toList();
    }
}
