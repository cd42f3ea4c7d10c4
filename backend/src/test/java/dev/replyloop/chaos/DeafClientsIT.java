package dev.replyloop.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.testing.Eventually;
import dev.replyloop.testing.NewFeedbackBuilder;
import java.net.http.HttpTimeoutException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeafClientsIT {

    private static final int DEAF = Scenario.isLong() ? 100 : 15;
    /** Room for ten of the pages that they ask for. */
    private static final int DIRECT_MEMORY_MIB = 128;

    private static final int PAGE = 200;
    /** More than the system keeps of answers that nobody reads, for one connection. */
    private static final int PAGES = 20;

    private static final String TEXT = "x".repeat(19_990);
    private static final int MEBIBYTE = 1 << 20;

    @RegisterExtension
    final Scenario scenario = new Scenario();

    @Test
    @DisplayName("clients that ask for the largest pages and never read")
    void theOthersAreAnsweredAndTheyAreEnded() throws Exception {
        int probes = 0;
        int readsTaken = 0;
        double most = 0;
        try (Backend backend = Backend.start(
                "-Xmx1g", "-XX:MaxDirectMemorySize=" + DIRECT_MEMORY_MIB + "m", "replyloop.http.unread-patience=5s")) {
            Load.warmUp(backend, 200);
            // After that: the newest are on the page.
            assertEquals(200, backend.post(Call.postBatch(largePage(), "page")));
            assertEquals(200, backend.get("/api/feedback?limit=1"));
            BadClients bad = new BadClients(backend);
            try {
                bad.deaf(DEAF, PAGES);
                Instant end = Instant.now().plus(Scenario.time());
                while (Instant.now().isBefore(end)) {
                    for (String path : List.of("/q/health/live", "/q/health/ready", "/api/about")) {
                        // Writing the pages is work too; this is about memory.
                        Eventually.holds(path + " is answered", () -> isAnswered(backend, path));
                    }
                    assertEquals(201, backend.post(Call.post(NewFeedbackBuilder.thumbsUp(), "click")));
                    readsTaken += backend.get("/api/feedback?limit=1") == 200 ? 1 : 0;
                    most = Math.max(most, backend.metric("replyloop_http_unread_bytes"));
                    probes++;
                }
                Eventually.holds(
                        "who takes nothing is ended", () -> backend.metric("replyloop_http_unread_ended_total") > 0);
                Eventually.holds(
                        "there is room again",
                        () -> backend.metric("replyloop_http_unread_bytes") < MEBIBYTE
                                && backend.get("/api/feedback?limit=1") == 200);
            } finally {
                bad.close();
            }
            backend.assertUnhurt();
        }
        assertTrue(probes > 0);
        scenario.tell(
                "%d rounds of probes answered, %d of %d small reads; at most %.0f MiB waited",
                probes, readsTaken, probes, most / MEBIBYTE);
    }

    private static boolean isAnswered(Backend backend, String path) throws Exception {
        try {
            return backend.get(path) == 200;
        } catch (HttpTimeoutException late) {
            return false;
        }
    }

    private static List<NewFeedbackBuilder> largePage() {
        return IntStream.range(0, PAGE)
                .mapToObj(i -> NewFeedbackBuilder.override()
                        .with("message", i + TEXT)
                        .with("aiReply", TEXT)
                        .with("agentReply", TEXT.replace('x', 'y')))
                .toList();
    }
}
