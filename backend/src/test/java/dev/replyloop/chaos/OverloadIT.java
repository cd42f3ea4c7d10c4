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

    /** The queue itself is as long as ever: what bounds it is how long it takes to be written. */
    private static final String[] SLOW = {"replyloop.intake.writers=1", "replyloop.intake.batch-rows=8"};

    /** Makes sure that the database is what holds it up, on whatever machine. */
    private static final Duration COMMIT = Duration.ofMillis(50);

    /** A tenth of a second after each answer they come back: that is ten times what is written, and more. */
    private static final int CROWD = 320;

    private static final int FEW = 8;
    /** What the virtual machine has compiled says little of the next hour: it has its time, with the whole crowd there. */
    private static final Duration WARM_UP = Scenario.isLong() ? Duration.ofSeconds(8) : Duration.ofSeconds(2);

    /** In a short run the machine may be busy with everything else that is tested. */
    private static final double ANSWERED_WITHIN_MILLIS = Scenario.isLong() ? 1_000 : 4_000;

    private static final Duration AFTER = Duration.ofSeconds(1);

    @RegisterExtension
    final Scenario scenario = new Scenario();

    @Test
    @DisplayName("ten times the load that it can take")
    void theSurplusIsToldToComeBack() throws Exception {
        Ledger early = new Ledger();
        Ledger crowd = new Ledger();
        Ledger after = new Ledger();
        long memory;
        Postgres.delayCommits(COMMIT);
        try (Backend backend = Backend.start(SLOW)) {
            call(backend, CROWD, Manners.TAKE_TIME, early, WARM_UP);
            call(backend, CROWD, Manners.TAKE_TIME, crowd, Scenario.time());
            call(backend, FEW, Manners.RUSH, after, AFTER);
            backend.assertUnhurt();
            memory = backend.peakMemory().orElse(0);
        } finally {
            Postgres.hurryCommits();
        }
        scenario.tell(
                "%d taken (p99 %.0f ms), %d told to come back; while it was cold %d taken (p99 %.0f ms); right after it %d taken"
                        + " (p99 %.0f ms); %d MiB at most",
                crowd.taken(),
                crowd.percentile(99),
                crowd.answered(503),
                early.taken(),
                early.percentile(99),
                after.taken(),
                after.percentile(99),
                memory);

        for (Ledger ledger : List.of(early, crowd)) {
            assertTrue(Set.of(201, 503).containsAll(ledger.statuses().keySet()), () -> "answered " + ledger.statuses());
            assertEquals(0, ledger.withoutRetryAfter(), "told 503 without Retry-After");
            ledger.assertTakenAreStored();
        }
        assertTrue(crowd.taken() > FEW, "nobody got through");
        assertTrue(crowd.answered(503) > (Scenario.isLong() ? 9 * crowd.taken() : 0), "there was room for them");
        assertTrue(crowd.percentile(99) <= ANSWERED_WITHIN_MILLIS, "those who got through had to wait");
        assertEquals(Set.of(201), after.statuses().keySet());
        assertTrue(after.percentile(99) <= ANSWERED_WITHIN_MILLIS, "it is still slow");
    }

    private static void call(Backend backend, int callers, Manners manners, Ledger ledger, Duration time)
            throws Exception {
        try (Load<Posted> load = Load.on(List.of(backend), callers, manners, ledger::next, ledger)) {
            Thread.sleep(time.toMillis());
            load.stop();
        }
    }
}
