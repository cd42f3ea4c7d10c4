package dev.replyloop.feedback;

import static dev.replyloop.testing.Api.call;
import static dev.replyloop.testing.Api.post;
import static dev.replyloop.testing.Api.postBatch;
import static dev.replyloop.testing.Api.taken;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsDown;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsUp;
import static dev.replyloop.testing.Problems.assertNothingInternal;
import static dev.replyloop.testing.Problems.assertProblem;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.replyloop.testing.Database;
import dev.replyloop.testing.NewFeedbackBuilder;
import dev.replyloop.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no valid feedback is refused whole, and the answer names what is at fault. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class FeedbackRefusalTest {

    private static final String GRINNING = "\uD83D\uDE00";

    @Inject
    Database database;

    private long stored;

    @BeforeEach
    void count() {
        stored = feedback();
    }

    @AfterEach
    void countersAgreeWithARecount() {
        database.assertCountersExact("UTC");
    }

    static Stream<Arguments> bodiesThatAreNoJson() {
        return Stream.of(
                Arguments.of("{\"messageId\": ", 1, 15),
                Arguments.of("{\n  \"message\": \"a\",\n  oops\n}", 3, 3),
                Arguments.of("{\"message\": \"a\",}", 1, 17),
                Arguments.of("{\n\"message\": 'a'}", 2, 12),
                Arguments.of("{\"useful\": tru}", 1, 12),
                Arguments.of("{\"comment\": NaN}", 1, 16),
                Arguments.of("{} x", 1, 4),
                Arguments.of("{\"useful\": true \"message\": \"a\"}", 1, 17),
                Arguments.of("{\"message\": \"tab\there\"}", 1, 17),
                Arguments.of("{\"message\": \"\\q\"}", 1, 15),
                Arguments.of("// none\n{}", 1, 1));
    }

    @ParameterizedTest
    @MethodSource("bodiesThatAreNoJson")
    void saysWhereMalformedJsonGoesWrong(String body, int line, int column) {
        ValidatableResponse response = post(body);
        assertProblem(response, 400, "malformed-json");
        response.body("detail", endsWith("at line " + line + ", column " + column + "."));
        assertNothingStored();
    }

    @Test
    void refusesAFieldGivenTwice() {
        ValidatableResponse response = post("{\n\"useful\": true,\n\"useful\": false}");
        assertProblem(response, 400, "malformed-json");
        response.body("detail", endsWith("at line 3, column 9."));
        assertNothingStored();
    }

    @Test
    void refusesASecondValueAfterTheFirst() {
        assertProblem(post(json(thumbsUp()) + " " + json(thumbsUp())), 400, "malformed-json");
        assertNothingStored();
    }

    static Stream<byte[]> bytesThatAreNoText() {
        byte[] broken = json(thumbsUp()).replace("parcel", "par\u00FFcel").getBytes(StandardCharsets.ISO_8859_1);
        byte[] surrogate = json(thumbsUp()).getBytes(StandardCharsets.UTF_8);
        int place = new String(surrogate, StandardCharsets.UTF_8).indexOf("parcel");
        surrogate[place] = (byte) 0xED;
        surrogate[place + 1] = (byte) 0xA0;
        surrogate[place + 2] = (byte) 0x80;
        byte[] wide = {0, 0, 0, '{', (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF};
        byte[] cut = {0, '{', 0};
        return Stream.of(broken, surrogate, wide, cut);
    }

    @ParameterizedTest
    @MethodSource("bytesThatAreNoText")
    void refusesBytesThatAreNoText(byte[] body) {
        ValidatableResponse response = call().contentType(ContentType.JSON)
                .body(body)
                .post("/api/feedback")
                .then();
        response.statusCode(400).contentType("application/problem+json").body("status", equalTo(400));
        assertNothingInternal(response.extract().asString());
        assertNothingStored();
    }

    static Stream<Arguments> fieldsOfTheWrongType() {
        List<Object> neverText = List.of(7, 1.5, true, Map.of(), List.of(), List.of("text"));
        Map<String, List<Object>> wrong = Map.ofEntries(
                Map.entry(
                        "messageId",
                        List.of(
                                7,
                                true,
                                Map.of(),
                                List.of(),
                                "",
                                "x",
                                "1-1-1-1-1",
                                "018f3c1e7f0a7c3e9a515d1c3b2a4f60")),
                Map.entry("message", neverText),
                Map.entry("aiReply", neverText),
                Map.entry("useful", List.of("true", "", 0, 1, 1.5, Map.of(), List.of(true))),
                Map.entry("agentReply", neverText),
                Map.entry("reason", List.of(0, true, "", "0", "incorrect", "RUDE", Map.of(), List.of("TONE"))),
                Map.entry("comment", neverText),
                Map.entry("agentId", neverText),
                Map.entry("channel", neverText),
                Map.entry("model", neverText),
                Map.entry(
                        "occurredAt",
                        List.of(
                                1774776600,
                                1774776600.5,
                                true,
                                Map.of(),
                                List.of(2026, 3, 29),
                                "",
                                "yesterday",
                                "2026-03-29",
                                "2026-03-29T09:30:00",
                                "2026-02-30T09:30:00Z",
                                "2026-03-29T25:00:00Z",
                                "2026-03-29T09:30:00+25:00",
                                "10000-01-01T00:00:00Z",
                                "+10000-01-01T00:00:00Z",
                                "0000-12-31T23:59:59Z",
                                "-0001-01-01T00:00:00Z")));
        return wrong.entrySet().stream()
                .flatMap(field -> field.getValue().stream().map(value -> Arguments.of(field.getKey(), value)));
    }

    @ParameterizedTest
    @MethodSource("fieldsOfTheWrongType")
    void refusesAFieldOfTheWrongType(String field, Object value) {
        assertProblem(post(thumbsDown().with(field, value)), 400, "invalid-request", field);
        assertNothingStored();
    }

    @ParameterizedTest
    @ValueSource(strings = {"messageId", "message", "aiReply", "useful"})
    void asksForWhatIsMissing(String field) {
        for (NewFeedbackBuilder feedback :
                List.of(thumbsUp().without(field), thumbsUp().with(field, null))) {
            ValidatableResponse response = post(feedback);
            assertProblem(response, 400, "invalid-request", field);
            response.body("violations[0].message", equalTo("is required"));
        }
        assertNothingStored();
    }

    @Test
    void namesAllFieldsAtFaultAtOnce() {
        assertProblem(post("{}"), 400, "invalid-request", "aiReply", "message", "messageId", "useful");
    }

    @ParameterizedTest
    @ValueSource(strings = {"agentReply", "reason", "comment", "agentId", "channel", "model", "occurredAt"})
    void takesNullForWhatMayBeLeftOut(String field) {
        post(thumbsUp().with(field, null)).statusCode(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"message", "aiReply"})
    void refusesABlankText(String field) {
        for (String blank : List.of("", " ", "\t\r\n", "\u2003")) {
            ValidatableResponse response = post(thumbsUp().with(field, blank));
            assertProblem(response, 400, "invalid-request", field);
            response.body("violations[0].message", equalTo("must not be blank"));
        }
        assertNothingStored();
    }

    @ParameterizedTest
    @CsvSource({
        "message, 20000",
        "aiReply, 20000",
        "agentReply, 20000",
        "comment, 2000",
        "agentId, 100",
        "channel, 100",
        "model, 100"
    })
    void takesATextOfExactlyTheLimitInCodePointsAndRefusesOneMore(String field, int limit) {
        for (String character : List.of("a", "ß", GRINNING)) {
            String longest = character.repeat(limit);
            String id = taken(thumbsDown().with(field, longest));
            call().get("/api/feedback/" + id).then().body(field, equalTo(longest));

            ValidatableResponse response = post(thumbsDown().with(field, longest + "a"));
            assertProblem(response, 400, "invalid-request", field);
            response.body("violations[0].message", equalTo("must hold at most " + limit + " characters"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"message", "aiReply", "agentReply", "comment", "agentId", "channel", "model"})
    void refusesWhatPostgresCannotHold(String field) {
        for (String unstorable :
                List.of("a\\u0000b", "\\u0000", "a\\ud83d", "\\ude00", "\\ude00\\ud83d", "a\\ud83db")) {
            String body = json(thumbsDown().with(field, "UNSTORABLE")).replace("UNSTORABLE", unstorable);
            assertProblem(post(body), 400, "invalid-request", field);
        }
        assertNothingStored();
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "Useful", "agent_reply", "topic"})
    void refusesAFieldItDoesNotKnow(String field) {
        ValidatableResponse response = post(thumbsUp().with(field, true));
        assertProblem(response, 400, "invalid-request", field);
        response.body("violations[0].message", equalTo("is not a known field"));
        assertNothingStored();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "[{}]", "7", "\"text\"", "true"})
    void refusesABodyThatIsNoObject(String body) {
        assertProblem(post(body), 400, "invalid-request", "");
        assertNothingStored();
    }

    @Test
    void refusesAReasonOnAThumbsUp() {
        assertProblem(post(thumbsUp().with("reason", "TONE")), 400, "invalid-request", "reason");
        assertNothingStored();
    }

    @Test
    void refusesATimeSixMinutesAhead() {
        assertProblem(
                post(thumbsUp().at(Instant.now().plus(6, ChronoUnit.MINUTES))), 400, "invalid-request", "occurredAt");
        assertProblem(post(thumbsUp().at("9999-12-31T23:59:59Z")), 400, "invalid-request", "occurredAt");
        assertNothingStored();
    }

    @Test
    void refusesAQueryParameterOnAPost() {
        assertProblem(
                call().contentType(ContentType.JSON)
                        .body(thumbsUp().fields())
                        .post("/api/feedback?dryRun=true")
                        .then(),
                400,
                "invalid-request",
                "dryRun");
        assertNothingStored();
    }

    @Test
    void refusesABatchWithoutAList() {
        assertProblem(postBatchBody("{}"), 400, "invalid-request", "items");
        assertProblem(postBatchBody("{\"items\": null}"), 400, "invalid-request", "items");
        assertProblem(postBatchBody("{\"items\": {}}"), 400, "invalid-request", "items");
        assertProblem(postBatchBody("{\"items\": \"text\"}"), 400, "invalid-request", "items");
        assertProblem(postBatchBody("{\"item\": []}"), 400, "invalid-request", "item");
        assertProblem(postBatchBody(""), 400, "invalid-request", "");
        assertProblem(postBatchBody("[]"), 400, "invalid-request", "");
        assertProblem(postBatchBody("{\"items\": ["), 400, "malformed-json");
    }

    @Test
    void refusesABatchOfNoneAndOfOneTooMany() {
        assertProblem(postBatch(List.of()), 400, "invalid-request", "items");
        List<Object> tooMany =
                new ArrayList<>(Collections.nCopies(1_001, thumbsUp().fields()));
        assertProblem(postBatch(tooMany), 400, "invalid-request", "items");
        assertNothingStored();
    }

    @Test
    void refusesFeedbackOnAnErasedMessage() {
        NewFeedbackBuilder feedback = thumbsUp();
        call().delete("/api/customer-messages/" + feedback.messageId()).then().statusCode(204);
        assertProblem(post(feedback), 410, "erased");
        assertNothingStored();
    }

    @Test
    void knowsNothingUnderAnIdItNeverGave() {
        String unknown = UUID.randomUUID().toString();
        assertProblem(call().get("/api/feedback/" + unknown).then(), 404, "not-found");
        assertProblem(call().get("/api/training-prompts/" + unknown).then(), 404, "not-found");
    }

    private static ValidatableResponse postBatchBody(String body) {
        return call().contentType(ContentType.JSON)
                .body(body)
                .post("/api/feedback/batch")
                .then();
    }

    private void assertNothingStored() {
        assertEquals(stored, feedback(), "feedback was stored though it was refused");
    }

    private long feedback() {
        return database.count("SELECT count(*) FROM feedback");
    }

    private static String json(NewFeedbackBuilder feedback) {
        return new JsonObject(feedback.fields()).encode();
    }
}
