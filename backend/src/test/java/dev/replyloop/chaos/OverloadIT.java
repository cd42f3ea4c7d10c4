package dev.replyloop.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.chaos.Ledger.Posted;
import dev.replyloop.chaos.Load.Manners;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OverloadIT {

    /** One batch of 8 is written while 24 verdicts wait: there is room for 32 callers. */
    private static final String[] ROOM_FOR_FEW = {
        "replyloop.intake.lanes=1", "replyloop.intake.batch-rows=8", "replyloop.intake.queue-rows=24"
    };

    private static final int ROOM = 32;
    /** Makes sure that the database is what holds it up, on whatever machine. */
    private static final Duration COMMIT = Duration.ofMillis(50);

    private static final int CROWD = 10 * ROOM;
    /** In a short run the machine may be busy with everything else that is tested. */
    private static final double ANSWERED_WITHIN_MILLIS = Scenario.isLong() ? 1_000 : 4_000;

    private static final long AFTER_MILLIS = 1_000;

    @RegisterExtension
    final Scenario scenario = new Scenario();

    @Test
    @DisplayName("ten times the callers that it has room for, none of whom ever pauses")
    void theSurplusIsToldToComeBack() throws Exception {
        Ledger crowd = new Ledger();
        Ledger after = new Ledger();
        long memory;
        Postgres.delayCommits(COMMIT);
        try (Backend backend = Backend.start(ROOM_FOR_FEW)) {
            Load.warmUp(backend, 200);
            try (Load<Posted> load = Load.on(List.of(backend), CROWD, Manners.RUSH, crowd::next, crowd)) {
                Thread.sleep(Scenario.time().toMillis());
                load.stop();
            }
            try (Load<Posted> load = Load.on(List.of(backend), ROOM / 4, Manners.RUSH, after::next, after)) {
                Thread.sleep(AFTER_MILLIS);
                load.stop();
            }
            backend.assertUnhurt();
            memory = backend.peakMemory().orElse(0);
        } finally {
            Postgres.hurryCommits();
        }
        scenario.tell(
                "%d taken (p99 %.0f ms), %d told to come back; right after it %d taken (p99 %.0f ms); %d MiB at most",
                crowd.taken(), crowd.percentile(99), crowd.answered(503), after.taken(), after.percentile(99), memory);

        assertEquals(Set.of(201, 503), crowd.statuses().keySet());
        assertEquals(0, crowd.withoutRetryAfter(), "told 503 without Retry-After");
        assertTrue(crowd.taken() > ROOM, "nobody got through");
        assertTrue(crowd.percentile(99) <= ANSWERED_WITHIN_MILLIS, "those who got through had to wait");
        assertEquals(Set.of(201), after.statuses().keySet());
        assertTrue(after.percentile(99) <= ANSWERED_WITHIN_MILLIS, "it is still slow");
        crowd.assertTakenAreStored();
    }
}
