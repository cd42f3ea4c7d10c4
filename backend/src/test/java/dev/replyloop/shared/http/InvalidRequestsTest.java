package dev.replyloop.shared.http;

import static dev.replyloop.testing.RawProblems.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.testing.PlainApi;
import dev.replyloop.testing.PostgresResource;
import dev.replyloop.testing.RawHttp;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that HTTP has no meaning for, over bare sockets. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class InvalidRequestsTest {

    private static final String HOST = "Host: localhost\r\n";
    private static final String JSON = HOST + "Content-Type: application/json\r\n";

    /** The first request of all leads to the socket that accepts connections. */
    @BeforeEach
    void hasServedARequest() {
        assertEquals(200, PlainApi.get("/q/health/live").status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/about HTTP/1.1\r\n\r\n",
                "GET /api/about HTTP/1.1\r\nHost: local host\r\n\r\n",
                "GET /api/about HTTP/1.1\r\nHost: localhost:port\r\n\r\n",
                "GET /api/about\r\n\r\n",
                "GET /api/about HTTP/1.1\r\nHost: localhost\r\nno colon\r\n\r\n",
                "GET /api/about HTTP/1.1\r\nHost: localhost\r\nA b: c\r\n\r\n",
                "POST /api/feedback HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
                "POST /api/feedback HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
                "POST /api/feedback HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "POST /api/feedback HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999\r\n\r\n"
            })
    void aRequestThatIsNoHttpIsToldSo(String request) {
        assertProblem(RawHttp.ask(request), 400, "invalid-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/feedback?q=%zz",
                "/api/feedback?q=%",
                "/api/feedback/%zz",
                "/%zz",
                "/q/%zz",
                "/q/openapi/%zz",
                "/api/feedback/%"
            })
    void anEscapeThatMeansNothingIsToldSo(String target) throws IOException {
        try (RawHttp connection = RawHttp.connect()) {
            connection.send(
                    "GET " + target + " HTTP/1.1\r\n" + HOST + "\r\nGET /api/about HTTP/1.1\r\n" + HOST + "\r\n");
            assertProblem(connection.read(), 400, "invalid-request");
            assertTrue(connection.isEnded(), "the connection ends");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/nothing", "/q/health/nothing", "/q/swagger-ui/nothing", "nothing", "*"})
    void whatIsNowhereIsNotFound(String target) {
        assertProblem(RawHttp.ask("GET " + target + " HTTP/1.1\r\n" + HOST + "\r\n"), 404, "not-found");
    }

    @ParameterizedTest
    @CsvSource({"33000, 414, address-too-long", "200000, 414, address-too-long"})
    void anAddressThatIsTooLongIsToldSo(int length, int status, String type) {
        assertProblem(
                RawHttp.ask("GET /api/feedback?q=" + "x".repeat(length) + " HTTP/1.1\r\n" + HOST + "\r\n"),
                status,
                type);
    }

    @Test
    void headersThatAreTooLargeAreToldSo() {
        assertProblem(
                RawHttp.ask("GET /api/about HTTP/1.1\r\n" + HOST + "X: " + "x".repeat(100_000) + "\r\n\r\n"),
                431,
                "headers-too-large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\n", "2\r\n{}}}}}}}}\r\n", "ffffffffffffffffff\r\n", "-1\r\n"})
    void chunksThatAreBrokenAreToldSo(String chunks) throws IOException {
        try (RawHttp connection = RawHttp.connect()) {
            connection.send("POST /api/feedback HTTP/1.1\r\n" + JSON + "Transfer-Encoding: chunked\r\n\r\n" + chunks);
            assertProblem(connection.read(), 400, "invalid-request");
            assertTrue(connection.isEnded());
        }
    }

    @Test
    void aSecondRequestThatIsNoHttpIsAnsweredAfterTheFirst() throws IOException {
        try (RawHttp connection = RawHttp.connect()) {
            connection.send("GET /api/about HTTP/1.1\r\n" + HOST + "\r\nGET /api/about\r\n\r\n");
            assertEquals(200, connection.read().status());
            assertProblem(connection.read(), 400, "invalid-request");
            assertTrue(connection.isEnded());
        }
    }

    @Test
    void aMethodThatIsUnknownIsNotAllowed() {
        assertProblem(RawHttp.ask("BREW /api/about HTTP/1.1\r\n" + HOST + "\r\n"), 405, "method-not-allowed");
    }
}
