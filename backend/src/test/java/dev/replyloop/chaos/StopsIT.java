package dev.replyloop.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.replyloop.testing.Eventually;
import dev.replyloop.testing.NewFeedbackBuilder;
import dev.replyloop.trial.EmbeddedDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StopsIT {

    private static final int STOPS = Scenario.isLong() ? 40 : 3;
    /** Enough for the first topics, and for a while of embedding. */
    private static final int MESSAGES = 500;

    private static final int BATCH = 500;
    private static final int EXIT_BASE = 128;
    private static final List<String> SUBJECTS = List.of(
            "My parcel has not arrived and the tracking page says nothing",
            "I can not sign in, my password is refused every time",
            "The invoice for my last order has the wrong address on it",
            "How do I send a pair of shoes back and get my money");

    @RegisterExtension
    final Scenario scenario = new Scenario();

    @Test
    @DisplayName("told to stop in every phase of the topics' work")
    void itEndsInOrder() throws Exception {
        int beside = 0;
        try (EmbeddedDatabase database =
                EmbeddedDatabase.start(EmbeddedDatabase.Settings.temporary(Path.of("target", "embedded-postgres")))) {
            for (int stop = 0; stop < STOPS; stop++) {
                try (Backend backend = Backend.start(
                        "replyloop.topics.enabled=true", "replyloop.database-url=" + database.url(), "-Xmx512m")) {
                    for (int from = 0; from < MESSAGES; from += BATCH) {
                        assertEquals(200, backend.post(Call.postBatch(messages(), "batch")));
                    }
                    // From loading the model over embedding to grouping and naming, and at rest.
                    long millis = ThreadLocalRandom.current().nextInt(4_000);
                    Thread.sleep(millis);
                    if (stop % 3 == 0) {
                        Eventually.holds(
                                "topics are found", () -> backend.output().contains("Found"));
                        beside++;
                    }
                    boolean interrupt = stop % 2 == 0;
                    backend.signal(interrupt ? "INT" : "TERM");
                    int status = backend.awaitEnd();
                    String output = backend.output();
                    assertEquals(EXIT_BASE + (interrupt ? 2 : 15), status, () -> "after " + millis + " ms: " + output);
                    assertFalse(
                            output.contains("SIGSEGV")
                                    || output.contains("ORT_")
                                    || output.contains("terminate called"),
                            output);
                    backend.assertNoErrors();
                }
            }
        }
        scenario.tell("%d stops by SIGINT and SIGTERM, %d of them right after a grouping; no crash", STOPS, beside);
    }

    private static List<NewFeedbackBuilder> messages() {
        return IntStream.range(0, BATCH)
                .mapToObj(i -> NewFeedbackBuilder.thumbsUp()
                        .with(
                                "message",
                                SUBJECTS.get(i % SUBJECTS.size()) + ", order "
                                        + ThreadLocalRandom.current().nextInt()))
                .toList();
    }
}
