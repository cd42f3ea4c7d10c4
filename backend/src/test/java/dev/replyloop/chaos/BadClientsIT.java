package dev.replyloop.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.replyloop.chaos.Ledger.Posted;
import dev.replyloop.chaos.Load.Manners;
import dev.replyloop.testing.NewFeedbackBuilder;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BadClientsIT {

    private static final int CALLERS = 16;
    private static final int MEBIBYTE = 1 << 20;
    private static final int SLOW = 50;
    private static final int DEAF = 10;

    @RegisterExtension
    final Scenario scenario = new Scenario();

    @Test
    @DisplayName("clients that send a byte a second, never read, send too much, or nothing at all")
    void theOthersDoNotNotice() throws Exception {
        int idle = Scenario.isLong() ? 5_000 : 1_000;
        Ledger undisturbed = new Ledger();
        Ledger disturbed = new Ledger();
        Map<String, Set<Integer>> answers = new ConcurrentHashMap<>();
        try (Backend backend = Backend.start()) {
            Load.warmUp(backend, 1_000);
            load(backend, undisturbed);
            try (BadClients bad = new BadClients(backend).idle(idle).slow(SLOW).deaf(DEAF, 200);
                    Load<String> tooMuch = Load.on(
                            List.of(backend),
                            2,
                            Manners.TAKE_TIME,
                            BadClientsIT::large,
                            answer -> answers.computeIfAbsent(
                                            answer.call().subject(), any -> ConcurrentHashMap.newKeySet())
                                    .add(answer.status()))) {
                // Until the deaf ones have got all that their connections hold: making it is load, and no bad manners.
                Load.warmUp(backend, 500);
                load(backend, disturbed);
                tooMuch.stop();
                assertEquals(idle + SLOW, bad.connected(), "bad clients that are still there");
            }
            backend.assertUnhurt();
        }
        scenario.tell(
                "p99 of the others %.1f ms, %.1f ms without them: %.1f times",
                disturbed.percentile(99),
                undisturbed.percentile(99),
                disturbed.percentile(99) / undisturbed.percentile(99));

        assertEquals(Set.of(201), disturbed.statuses().keySet());
        assertEquals(Map.of("fits", Set.of(201), "a byte too large", Set.of(413)), answers);
        disturbed.assertTakenAreStored();
    }

    private static void load(Backend backend, Ledger ledger) throws Exception {
        try (Load<Posted> load = Load.on(List.of(backend), CALLERS, Manners.GIVE_UP, ledger::next, ledger)) {
            Thread.sleep(Scenario.time().toMillis() / 2);
            load.stop();
        }
    }

    /** A body of one mebibyte, or of one byte more, most of it blanks. */
    private static Call<String> large() {
        boolean fits = Math.random() < 0.5;
        byte[] body = new byte[fits ? MEBIBYTE : MEBIBYTE + 1];
        Arrays.fill(body, (byte) ' ');
        Call<String> call = Call.post(NewFeedbackBuilder.thumbsUp(), fits ? "fits" : "a byte too large");
        byte[] feedback = call.body().getBytes();
        System.arraycopy(feedback, 0, body, 0, feedback.length);
        return new Call<>(call.method(), call.path(), Buffer.buffer(body), call.subject());
    }
}
