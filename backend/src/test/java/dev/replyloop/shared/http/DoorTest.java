package dev.replyloop.shared.http;

import static dev.replyloop.testing.NewFeedbackBuilder.thumbsUp;
import static dev.replyloop.testing.RawProblems.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.testing.Database;
import dev.replyloop.testing.NewFeedbackBuilder;
import dev.replyloop.testing.PostgresResource;
import dev.replyloop.testing.RawHttp;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in at all, as the application is set up without any setting. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DoorTest {

    private static final String FOREIGN = "Host: evil.example\r\n";
    private static final String OWN = "Host: localhost:8080\r\n";

    @Inject
    Database database;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/feedback",
                "/api/feedback?limit=1",
                "/api/about",
                "/api/nothing",
                "/q/openapi",
                "/q/swagger-ui/",
                "/q/metrics",
                "/q/health/../metrics",
                "/q/health/%2e%2e/metrics",
                "/q/healthy",
                "/"
            })
    void servesNoOtherHost(String path) throws IOException {
        try (RawHttp connection = RawHttp.connect()) {
            for (int i = 0; i < 2; i++) {
                assertProblem(get(connection, path, FOREIGN), 421, "unknown-host");
            }
            assertNotEquals(421, get(connection, path, OWN).status(), "the connection goes on");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health", "/q/health/ready", "/q/health/live"})
    void tellsItsHealthByAnyName(String path) throws IOException {
        try (RawHttp connection = RawHttp.connect()) {
            assertEquals(200, get(connection, path, "Host: 10.0.0.7:8080\r\n").status());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:1", "127.0.0.1", "127.0.0.1:65535", "[::1]", "[::1]:8080"})
    void servesLoopbackNamesOnAnyPort(String host) throws IOException {
        try (RawHttp connection = RawHttp.connect()) {
            assertEquals(
                    200, get(connection, "/api/about", "Host: " + host + "\r\n").status());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost.evil.example",
                "evil.example:8080",
                "127.0.0.1.evil.example",
                "0.0.0.0",
                "127.0.0.2",
                "[::2]",
                "2130706433",
                "localhost."
            })
    void takesNoNameThatLooksAlike(String host) throws IOException {
        try (RawHttp connection = RawHttp.connect()) {
            assertProblem(get(connection, "/api/about", "Host: " + host + "\r\n"), 421, "unknown-host");
        }
    }

    @Test
    void theAddressInTheFirstLineCountsToo() throws IOException {
        try (RawHttp connection = RawHttp.connect()) {
            assertProblem(get(connection, "http://evil.example/api/about", OWN), 421, "unknown-host");
            assertEquals(200, get(connection, "http://localhost/api/about", OWN).status());
            assertProblem(get(connection, "/api/about", OWN + FOREIGN), 400, "invalid-request");
        }
    }

    @Test
    void trustsNoForwardedHost() throws IOException {
        try (RawHttp connection = RawHttp.connect()) {
            String forwarded = "X-Forwarded-Host: localhost\r\nForwarded: host=localhost\r\n";
            assertProblem(get(connection, "/api/about", FOREIGN + forwarded), 421, "unknown-host");
        }
    }

    @Test
    void aRefusedBodyIsStoredNowhereAndEndsItsConnection() throws IOException {
        NewFeedbackBuilder feedback = thumbsUp();
        try (RawHttp connection = RawHttp.connect()) {
            connection.send(post(FOREIGN, body(feedback)) + "GET /api/about HTTP/1.1\r\n" + OWN + "\r\n");
            RawHttp.Answer answer = connection.read();
            assertProblem(answer, 421, "unknown-host");
            assertEquals("close", answer.header("connection"));
            assertTrue(connection.isEnded(), "a request that follows a refused body is answered");
        }
        assertEquals(0, stored(feedback));
    }

    @Test
    void thousandsOfRequestsThatDoNotWaitAreAnsweredInOrder() throws IOException {
        int requests = 5_000;
        try (RawHttp connection = RawHttp.connect()) {
            connection.send("GET /api/feedback/analytics HTTP/1.1\r\n" + OWN + "\r\n"
                    + ("GET /api/about HTTP/1.1\r\n" + FOREIGN + "\r\n").repeat(requests));
            assertEquals(200, connection.read().status());
            for (int i = 0; i < requests; i++) {
                assertEquals(421, connection.read().status(), "answer " + i);
            }
            assertEquals(200, get(connection, "/api/about", OWN).status());
        }
    }

    @Test
    void aRefusedBodyNeedNotBeSent() throws IOException {
        try (RawHttp connection = RawHttp.connect()) {
            connection.send("POST /api/feedback/batch HTTP/1.1\r\n" + FOREIGN
                    + "Content-Type: application/json\r\nContent-Length: 16000000\r\n\r\n{");
            assertProblem(connection.read(), 421, "unknown-host");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://evil.example",
                "Origin: http://localhost:5173",
                "Origin: http://localhost",
                "Origin: http://127.0.0.1:8080",
                "Origin: null",
                "Origin: ",
                "Origin: http://localhost:8080/path",
                "Origin: http://user@localhost:8080",
                "Origin: file://localhost:8080",
                "Origin: http://localhost:8080\r\nOrigin: http://evil.example",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
                "Sec-Fetch-Site: cross-site\r\nOrigin: http://localhost:8080",
                "Sec-Fetch-Site: same-origin\r\nOrigin: http://evil.example"
            })
    void noOtherOriginsPageChangesAnything(String headers) {
        NewFeedbackBuilder feedback = thumbsUp();
        assertProblem(RawHttp.ask(post(OWN + headers + "\r\n", body(feedback))), 403, "foreign-origin");
        assertEquals(0, stored(feedback));
        for (String method : new String[] {"PUT", "PATCH", "DELETE"}) {
            assertProblem(
                    RawHttp.ask(method + " /api/customer-messages/" + feedback.messageId() + " HTTP/1.1\r\n" + OWN
                            + headers + "\r\n\r\n"),
                    403,
                    "foreign-origin");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8080, http://localhost:8080, same-origin",
        "localhost:8080, HTTP://LOCALHOST:8080, same-origin",
        "localhost, http://localhost, same-origin",
        "localhost:80, http://localhost, same-origin",
        "localhost, https://localhost, same-origin",
        "[::1]:8080, http://[::1]:8080, same-origin",
        "localhost:8080, http://localhost:8080, ",
        "localhost:8080, , same-origin",
        "localhost:8080, , none",
        "localhost:8080, , "
    })
    void ownPagesAndOtherProgramsDo(String host, String origin, String site) {
        String headers = "Host: " + host + "\r\n"
                + (origin == null ? "" : "Origin: " + origin + "\r\n")
                + (site == null ? "" : "Sec-Fetch-Site: " + site + "\r\n");
        assertEquals(201, RawHttp.ask(post(headers, body(thumbsUp()))).status());
    }

    @Test
    void otherOriginsAreToldNothingByABrowser() throws IOException {
        try (RawHttp connection = RawHttp.connect()) {
            RawHttp.Answer read = get(connection, "/api/about", OWN + "Origin: http://evil.example\r\n");
            assertEquals(200, read.status());
            assertNull(read.header("access-control-allow-origin"));

            connection.send("OPTIONS /api/feedback HTTP/1.1\r\n" + OWN
                    + "Origin: http://evil.example\r\nAccess-Control-Request-Method: POST\r\n\r\n");
            RawHttp.Answer preflight = connection.read();
            assertProblem(preflight, 403, "foreign-origin");
            assertNull(preflight.header("access-control-allow-origin"));
        }
    }

    private static RawHttp.Answer get(RawHttp connection, String target, String headers) throws IOException {
        return connection
                .send("GET " + target + " HTTP/1.1\r\n" + headers + "\r\n")
                .read();
    }

    private static String body(NewFeedbackBuilder feedback) {
        return new JsonObject(feedback.fields()).encode();
    }

    private static String post(String headers, String body) {
        return "POST /api/feedback HTTP/1.1\r\n" + headers + "Content-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    private long stored(NewFeedbackBuilder feedback) {
        return database.count("SELECT count(*) FROM feedback WHERE message_id = $1::text::uuid", feedback.messageId());
    }
}
