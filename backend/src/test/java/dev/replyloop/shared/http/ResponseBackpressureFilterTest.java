package dev.replyloop.shared.http;

import static dev.replyloop.testing.NewFeedbackBuilder.override;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsUp;
import static dev.replyloop.testing.RawProblems.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.testing.Eventually;
import dev.replyloop.testing.PlainApi;
import dev.replyloop.testing.PostgresResource;
import dev.replyloop.testing.RawHttp;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that ask for large answers and never read them. */
@QuarkusTest
@TestProfile(ResponseBackpressureFilterTest.LittleRoom.class)
@QuarkusTestResource(PostgresResource.class)
class ResponseBackpressureFilterTest {

    private static final String LARGE = "GET /api/feedback?limit=200 HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String SMALL = LARGE.replace("limit=200", "limit=1");
    private static final int TEXT = 20_000;
    private static final int MEBIBYTE = 1 << 20;
    private static final int PAGES = 6;

    public static final class LittleRoom implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("replyloop.http.unread-bytes", "6M", "replyloop.http.unread-patience", "20S");
        }
    }

    @Inject
    MeterRegistry metrics;

    @BeforeEach
    void holdsALargePage() {
        String text = "x".repeat(TEXT);
        List<Map<String, Object>> items = IntStream.range(0, 200)
                .mapToObj(i -> override()
                        .with("message", i + text.substring(10))
                        .with("aiReply", text)
                        .with("agentReply", text.replace('x', 'y'))
                        .fields())
                .toList();
        assertEquals(
                200,
                PlainApi.post("/api/feedback/batch", Map.of("items", items)).status());
    }

    @Test
    void readsAreRefusedWhileTooMuchWaitsAndWhoTakesNothingIsEnded() throws IOException {
        List<RawHttp> deaf = new ArrayList<>();
        AtomicReference<RawHttp.Answer> refusal = new AtomicReference<>();
        try {
            Eventually.holds("reads are refused", () -> {
                // One page alone may fit into what the system keeps for a connection.
                deaf.add(RawHttp.connect().send(LARGE.repeat(PAGES)));
                refusal.set(RawHttp.ask(SMALL));
                return refusal.get().status() == 503;
            });
            assertProblem(refusal.get(), 503, "overloaded");
            assertEquals("1", refusal.get().header("retry-after"));
            for (String small : List.of("/api/about", "/q/health/ready", "/q/health")) {
                assertEquals(200, PlainApi.get(small).status(), small);
            }
            assertEquals(201, PlainApi.post(thumbsUp()).status());

            Eventually.holds(
                    "there is room again",
                    () -> PlainApi.get("/api/feedback?limit=1").status() == 200);
            // There may be room before: the system takes some of it for a connection.
            Eventually.holds(
                    "who takes nothing is ended",
                    () -> metrics.get("replyloop.http.unread.ended").counter().count() > 0);
        } finally {
            for (RawHttp connection : deaf) {
                connection.close();
            }
        }
        Eventually.holds(
                "nothing is counted that is gone",
                () -> metrics.get("replyloop.http.unread.bytes").gauge().value() < MEBIBYTE);
    }

    @Test
    void whoTakesTheAnswersSlowlyGetsThemWhole() throws Exception {
        try (RawHttp slow = RawHttp.connect().send(LARGE.repeat(PAGES))) {
            Thread.sleep(3_000);
            for (int i = 0; i < PAGES; i++) {
                RawHttp.Answer answer = slow.read();
                assertEquals(200, answer.status());
                assertTrue(answer.body().length() > MEBIBYTE && answer.body().endsWith("}"), "the answer is cut off");
            }
            assertEquals(200, slow.send(LARGE).read().status());
        }
    }
}
