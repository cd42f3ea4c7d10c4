package dev.replyloop.feedback;

import static dev.replyloop.testing.Api.call;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsUp;
import static dev.replyloop.testing.Problems.assertNothingInternal;
import static dev.replyloop.testing.Problems.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.testing.BareHttp;
import dev.replyloop.testing.Database;
import dev.replyloop.testing.Metrics;
import dev.replyloop.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a request before its feedback is looked at: path, query, method, headers, size. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RequestRefusalTest {

    private static final int MEBIBYTE = 1 << 20;

    @Inject
    Database database;

    static Stream<Arguments> queriesAtFault() {
        String tooLong = "x".repeat(101);
        String search = "x".repeat(201);
        String manyChannels =
                IntStream.rangeClosed(0, 100).mapToObj(i -> "channel=c" + i).collect(Collectors.joining("&"));
        String windowed = "from=2026-02-30, from=2026-2-3, from=, from=2026-03-01T00:00:00Z, from=0000-12-31, "
                + "from=10000-01-01, from=2026-03-02&to=2026-03-01, from=2026-03-01&from=2026-03-01, "
                + "to=today, to=2026-13-01, colour=red, channel=" + tooLong + ", channel=%00, model=" + tooLong
                + ", reason=" + tooLong + ", " + manyChannels + ", Channel=email";
        String list =
                "useful=yes, useful=, useful=TRUE, useful=true&useful=false, limit=0, limit=201, limit=x, limit=-1, "
                        + "limit=, limit=1.5, limit=99999999999, limit=5&limit=5, cursor=x, cursor=, cursor=%00, cursor=a&cursor=b, "
                        + "aiReplyId=abc, aiReplyId=, aiReplyId=" + "g".repeat(64) + ", q=" + search
                        + ", q=%00, q=a&q=b";
        String prompts = "rating=2, rating=, rating=x, rating=1&rating=0, limit=0, limit=201, limit=x, "
                + "cursor=x, cursor=, cursor=1-1-1-1-1, useful=yes, review=GREAT, review=, colour=red, q=" + search;
        String analytics = "topic=x, useful=true, from=2020-01-01&to=2023-01-01, from=2020-01-01, from=9999-12-31";
        return Stream.of(
                        faults("/api/feedback", windowed + ", " + list),
                        faults("/api/feedback/analytics", windowed + ", " + analytics + ", by=channel"),
                        faults("/api/feedback/analytics/breakdown?by=model", windowed + ", " + analytics),
                        faults("/api/feedback/analytics/breakdown", "by=, by=colour, by=CHANNEL, by=model&by=model"),
                        faults("/api/training-prompts", prompts),
                        faults(
                                "/api/training-prompts/export?format=trl-sft",
                                windowed + ", split=half, alike=0, cursor=x"),
                        faults("/api/about", "verbose=true"))
                .flatMap(faults -> faults);
    }

    private static Stream<Arguments> faults(String path, String queries) {
        return Arrays.stream(queries.split(", "))
                .map(query -> Arguments.of(
                        path + (path.contains("?") ? "&" : "?") + query, query.substring(0, query.indexOf('='))));
    }

    @ParameterizedTest
    @MethodSource("queriesAtFault")
    void namesTheQueryParameterAtFault(String path, String parameter) {
        assertProblem(call().urlEncodingEnabled(false).get(path).then(), 400, "invalid-request", parameter);
    }

    @Test
    void asksForWhatToBreakTheCountsDownBy() {
        assertProblem(call().get("/api/feedback/analytics/breakdown").then(), 400, "invalid-request", "by");
    }

    @ParameterizedTest
    @CsvSource({
        "2023-03-01, 2026-02-28, 200",
        "2023-03-01, 2026-03-01, 400",
        "2021-02-28, 2024-02-27, 200",
        "2024-02-29, 2027-02-27, 200",
        "2024-02-29, 2027-02-28, 400",
        "0005-01-01, 0007-12-31, 200",
        "0003-12-31, 0006-12-30, 400",
        "9997-01-01, 9999-12-31, 200"
    })
    void servesAWindowOfExactlyThreeYearsAndNoDayMore(String from, String to, int status) {
        for (String path : new String[] {"/api/feedback/analytics?", "/api/feedback/analytics/breakdown?by=channel&"}) {
            call().get(path + "from=" + from + "&to=" + to).then().statusCode(status);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-1-1-1-1", "x", "018f3c1e7f0a7c3e9a515d1c3b2a4f60", "%7Bid%7D", "%00", "%20"})
    void refusesAnIdThatIsNoUuid(String id) {
        assertProblem(
                call().urlEncodingEnabled(false).get("/api/feedback/" + id).then(), 400, "invalid-request", "id");
        assertProblem(
                call().urlEncodingEnabled(false)
                        .get("/api/training-prompts/" + id)
                        .then(),
                400,
                "invalid-request",
                "id");
        assertProblem(
                call().urlEncodingEnabled(false)
                        .delete("/api/customer-messages/" + id)
                        .then(),
                400,
                "invalid-request",
                "messageId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api", "/api/nothing", "/api/feedback/1/2", "/api/feedback/analytics/none", "/nothing"})
    void hasNothingAtAnUnknownPath(String path) {
        assertProblem(call().get(path).then(), 404, "not-found");
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /api/feedback",
        "DELETE, /api/feedback",
        "PATCH, /api/feedback/018f3c1e-7f0a-7c3e-9a51-5d1c3b2a4f60",
        "POST, /api/feedback/analytics",
        "GET, /api/customer-messages/018f3c1e-7f0a-7c3e-9a51-5d1c3b2a4f60",
        "POST, /api/training-prompts"
    })
    void refusesAMethodThatThePathDoesNotTake(String method, String path) {
        assertProblem(
                call().contentType(ContentType.JSON)
                        .body("{}")
                        .request(method, path)
                        .then(),
                405,
                "method-not-allowed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x"
            })
    void refusesABodyThatIsNotSentAsJson(String type) {
        for (String path : new String[] {"/api/feedback", "/api/feedback/batch"}) {
            BareHttp.Answer answer = postBare(path, "Content-Type: " + type + "\r\n", "{}");
            assertIsProblem(answer, 415, "unsupported-media-type");
        }
    }

    @Test
    void refusesABodyThatSaysNotWhatItIs() {
        assertIsProblem(postBare("/api/feedback", "", "{}"), 415, "unsupported-media-type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "application/json; charset=UTF-8", "application/*, text/html;q=0.5", "*/*"})
    void answersWhoeverTakesJson(String accepted) {
        call().header("Accept", accepted).get("/api/feedback?limit=1").then().statusCode(200);
    }

    @Test
    void refusesToAnswerInAnotherMediaTypeAndStoresNothing() {
        for (String path :
                new String[] {"/api/feedback", "/api/feedback/analytics", "/api/training-prompts", "/api/about"}) {
            assertProblem(call().accept("text/html").get(path).then(), 406, "not-acceptable");
        }
        var feedback = thumbsUp();
        assertProblem(
                call().accept("text/html")
                        .contentType(ContentType.JSON)
                        .body(feedback.fields())
                        .post("/api/feedback")
                        .then(),
                406,
                "not-acceptable");
        assertEquals(
                0,
                database.count(
                        "SELECT count(*) FROM feedback WHERE message_id = $1::text::uuid", feedback.messageId()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/feedback?q=%ZZ", "/api/feedback?q=%", "/api/feedback?q=%FF", "/api/feedback/%ZZ"})
    void survivesEscapesThatMeanNothing(String target) {
        BareHttp.Answer answer = BareHttp.send("GET " + target, "");
        assertTrue(answer.status() == 400 || answer.status() == 200, answer::toString);
        assertNothingInternal(answer.body().replace("null", ""));
    }

    @Test
    void refusesABodyNestedTooDeeply() {
        assertIsProblem(
                post(
                        "/api/feedback",
                        ("{\"message\": " + "[".repeat(900_000)).getBytes(StandardCharsets.US_ASCII),
                        false),
                400,
                "invalid-request");
        String items = "{\"items\": [" + "[".repeat(900_000);
        assertIsProblem(
                post("/api/feedback/batch", items.getBytes(StandardCharsets.US_ASCII), false), 400, "malformed-json");
    }

    @Test
    void takesABodyOfExactlyOneMebibyteAndRefusesOneByteMore() {
        byte[] largest = padded(new JsonObject(thumbsUp().fields()).encode(), MEBIBYTE);
        assertEquals(201, post("/api/feedback", largest, false).status());
        assertIsProblem(post("/api/feedback", Arrays.copyOf(largest, MEBIBYTE + 1), false), 413, "body-too-large");

        byte[] another = padded(new JsonObject(thumbsUp().fields()).encode(), MEBIBYTE);
        assertEquals(201, post("/api/feedback", another, true).status());
        assertIsProblem(post("/api/feedback", padded("{}", MEBIBYTE + 1), true), 413, "body-too-large");
    }

    @Test
    void takesABatchOfExactlySixteenMebibytesAndRefusesOneByteMore() {
        String batch = "{\"items\": [" + new JsonObject(thumbsUp().fields()).encode() + "]}";
        assertEquals(
                200,
                post("/api/feedback/batch", padded(batch, 16 * MEBIBYTE), false).status());
        assertEquals(
                200,
                post("/api/feedback/batch", padded(batch, 16 * MEBIBYTE), true).status());
        assertIsProblem(post("/api/feedback/batch", padded(batch, 16 * MEBIBYTE + 1), false), 413, "body-too-large");
        assertIsProblem(post("/api/feedback/batch", padded(batch, 16 * MEBIBYTE + 1), true), 413, "body-too-large");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theRefusalOfALargeBodyIsReadByAClientThatSendsToTheEnd(boolean chunked) {
        BareHttp.Answer answer = post("/api/feedback", padded("{}", 24 * MEBIBYTE), chunked);
        assertIsProblem(answer, 413, "body-too-large");
    }

    @Test
    void refusesALargeBodyOnAnyPath() {
        assertIsProblem(post("/api/nothing", padded("{}", 2 * MEBIBYTE), false), 413, "body-too-large");
        assertIsProblem(post("/api/nothing", padded("{}", 2 * MEBIBYTE), true), 413, "body-too-large");
    }

    @Test
    void countsRefusalsByTheirProblem() {
        post("/api/feedback", padded("{}", 2 * MEBIBYTE), false);
        assertTrue(Metrics.scrape().contains("replyloop_feedback_refused_total{problem=\"body-too-large\"}"));
    }

    private static void assertIsProblem(BareHttp.Answer answer, int status, String slug) {
        assertEquals(status, answer.status(), answer::toString);
        assertTrue(answer.head().contains("content-type: application/problem+json"), answer::head);
        JsonObject problem = new JsonObject(answer.body());
        assertEquals(status, problem.getInteger("status"));
        assertEquals("urn:replyloop:problem:" + slug, problem.getString("type"));
        assertNothingInternal(answer.body());
    }

    private static BareHttp.Answer postBare(String path, String headers, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return BareHttp.send(
                "POST " + path, headers + "Content-Length: " + bytes.length + "\r\n", out -> out.write(bytes));
    }

    private static BareHttp.Answer post(String path, byte[] body, boolean chunked) {
        String json = "Content-Type: application/json\r\n";
        if (!chunked) {
            return BareHttp.send(
                    "POST " + path, json + "Content-Length: " + body.length + "\r\n", out -> out.write(body));
        }
        return BareHttp.send("POST " + path, json + "Transfer-Encoding: chunked\r\n", out -> {
            int size = 64 << 10;
            for (int start = 0; start < body.length; start += size) {
                int length = Math.min(size, body.length - start);
                out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                out.write(body, start, length);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        });
    }

    /** White space after the JSON is part of the body, and means nothing. */
    private static byte[] padded(String json, int length) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        byte[] padded = new byte[length];
        Arrays.fill(padded, (byte) ' ');
        System.arraycopy(bytes, 0, padded, 0, bytes.length);
        return padded;
    }
}
