package dev.replyloop.shared.http;

import static dev.replyloop.testing.NewFeedbackBuilder.thumbsUp;
import static dev.replyloop.testing.RawProblems.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.testing.NewFeedbackBuilder;
import dev.replyloop.testing.PlainApi;
import dev.replyloop.testing.PostgresResource;
import dev.replyloop.testing.RawHttp;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages of a helpdesk that is named may read, refusals among it. */
@QuarkusTest
@TestProfile(CorsTest.Helpdesk.class)
@QuarkusTestResource(PostgresResource.class)
class CorsTest {

    private static final String DESK = "https://desk.example.com";
    private static final String PAGE =
            "Host: replyloop.example\r\nOrigin: " + DESK + "\r\nSec-Fetch-Site: cross-site\r\n";
    private static final String JSON = PAGE + "Content-Type: application/json\r\n";
    private static final int MEBIBYTE = 1 << 20;

    public static final class Helpdesk implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "replyloop.allowed-hosts",
                    "replyloop.example, localhost, 127.0.0.1",
                    "replyloop.cors-origins",
                    "https://other.example:8443, " + DESK,
                    "replyloop.http.reading-bytes",
                    "2M",
                    "replyloop.http.reading-patience",
                    "1H",
                    "replyloop.http.reading-deadline",
                    "3S");
        }
    }

    @Test
    void aPreflightIsAnsweredForThoseThatAreNamed() throws IOException {
        try (RawHttp connection = RawHttp.connect()) {
            RawHttp.Answer answer = preflight(connection, DESK);
            assertEquals(204, answer.status());
            assertReadable(answer);
            assertEquals("GET,POST,PATCH,DELETE", answer.header("access-control-allow-methods"));
            assertEquals("authorization,content-type", answer.header("access-control-allow-headers"));
            assertNull(answer.header("access-control-allow-credentials"));

            for (String other : List.of(
                    "https://desk.example.com.evil.example",
                    "http://desk.example.com",
                    "https://desk.example.com:8443",
                    "null")) {
                RawHttp.Answer refused = preflight(connection, other);
                assertProblem(refused, 403, "foreign-origin");
                assertNull(refused.header("access-control-allow-origin"));
                assertEquals("origin", refused.header("vary"));
            }
        }
    }

    @Test
    void answersAreReadable() throws IOException {
        RawHttp.Answer posted = RawHttp.ask(post(JSON, body(thumbsUp())));
        assertEquals(201, posted.status());
        assertReadable(posted);
        assertEquals("location,retry-after,ratelimit,ratelimit-policy", posted.header("access-control-expose-headers"));

        RawHttp.Answer streamed = RawHttp.ask("GET /api/feedback?limit=200 HTTP/1.1\r\n" + PAGE + "\r\n");
        assertEquals(200, streamed.status());
        assertReadable(streamed);

        RawHttp.Answer ours = RawHttp.ask("GET /api/about HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertNull(ours.header("access-control-allow-origin"));
        assertEquals("origin", ours.header("vary"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void refusalsOfBodiesAreReadable(boolean chunked) throws IOException {
        String length = chunked ? "Transfer-Encoding: chunked\r\n" : "Content-Length: " + (MEBIBYTE + 1) + "\r\n";
        try (RawHttp connection = RawHttp.connect()) {
            connection.send("POST /api/feedback HTTP/1.1\r\n" + JSON + length + "\r\n"
                    + (chunked ? "100001\r\n" + " ".repeat(MEBIBYTE + 1) + "\r\n0\r\n\r\n" : ""));
            RawHttp.Answer answer = connection.read();
            assertProblem(answer, 413, "body-too-large");
            assertReadable(answer);
        }
    }

    @Test
    void otherRefusalsAreReadable() {
        RawHttp.Answer malformed = RawHttp.ask(post(JSON, "{"));
        assertProblem(malformed, 400, "malformed-json");
        assertReadable(malformed);

        RawHttp.Answer escaped = RawHttp.ask("GET /api/feedback?q=%zz HTTP/1.1\r\n" + PAGE + "\r\n");
        assertProblem(escaped, 400, "invalid-request");
        assertReadable(escaped);

        RawHttp.Answer elsewhere =
                RawHttp.ask("GET /api/about HTTP/1.1\r\n" + PAGE.replace("replyloop", "evil") + "\r\n");
        assertProblem(elsewhere, 421, "unknown-host");
        assertReadable(elsewhere);
    }

    @Test
    void aFullRoomIsReadableAndSlowBodiesHaveADeadline() throws IOException {
        List<RawHttp> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 2; i++) {
                RawHttp connection = RawHttp.connect();
                slow.add(connection.send("POST /api/feedback HTTP/1.1\r\n" + JSON + "Content-Length: " + MEBIBYTE
                        + "\r\n\r\n" + " ".repeat(MEBIBYTE - (200 << 10))));
            }
            RawHttp.Answer answer = refusalOnceFull();
            assertProblem(answer, 503, "overloaded");
            assertReadable(answer);
            assertEquals("1", answer.header("retry-after"));

            for (RawHttp connection : slow) {
                RawHttp.Answer late = connection.read();
                assertProblem(late, 408, "body-too-slow");
                assertReadable(late);
            }
            assertEquals(201, PlainApi.post(thumbsUp()).status());
        } finally {
            for (RawHttp connection : slow) {
                connection.close();
            }
        }
    }

    /** What is sent may take a while to arrive: bodies are announced until one finds no room. */
    private static RawHttp.Answer refusalOnceFull() throws IOException {
        while (true) {
            try (RawHttp announced = RawHttp.connect()) {
                announced.send(
                        "POST /api/feedback HTTP/1.1\r\n" + JSON + "Content-Length: " + (MEBIBYTE - 1) + "\r\n\r\n");
                if (announced.isAnsweredWithin(200)) {
                    return announced.read();
                }
            }
        }
    }

    private static RawHttp.Answer preflight(RawHttp connection, String origin) throws IOException {
        return connection
                .send("OPTIONS /api/feedback HTTP/1.1\r\nHost: replyloop.example\r\nOrigin: " + origin
                        + "\r\nAccess-Control-Request-Method: POST\r\n"
                        + "Access-Control-Request-Headers: content-type\r\n\r\n")
                .read();
    }

    private static void assertReadable(RawHttp.Answer answer) {
        assertEquals(DESK, answer.header("access-control-allow-origin"), answer::toString);
        assertTrue(answer.header("vary").contains("origin"), answer::toString);
    }

    private static String body(NewFeedbackBuilder feedback) {
        return new JsonObject(feedback.fields()).encode();
    }

    private static String post(String headers, String body) {
        return "POST /api/feedback HTTP/1.1\r\n" + headers + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }
}
