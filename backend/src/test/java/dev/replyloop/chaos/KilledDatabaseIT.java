package dev.replyloop.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.chaos.Ledger.Posted;
import dev.replyloop.chaos.Load.Manners;
import dev.replyloop.testing.Eventually;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KilledDatabaseIT {

    private static final int CALLERS = 64;
    private static final int MORE_THAN_TWO_BATCHES = 1_500;
    private static final long LOAD_MILLIS = 1_500;
    private static final long AWAY_MILLIS = 300;
    private static final Duration BACK_WITHIN = Duration.ofSeconds(5);
    /** The intake's patience with a silent database is 10 seconds. */
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(13);

    @RegisterExtension
    final Scenario scenario = new Scenario();

    private final Ledger ledger = new Ledger();

    @Test
    @DisplayName("PostgreSQL is killed in mid-load, again and again")
    void callersAreTold503UntilTheDatabaseIsBack() throws Exception {
        int kills = 0;
        long slowest = 0;
        Instant end = Instant.now().plus(Scenario.time());
        try (Backend backend = Backend.start();
                Load<Posted> load = Load.on(List.of(backend), CALLERS, Manners.GIVE_UP, ledger::next, ledger)) {
            while (kills < 2 || Instant.now().isBefore(end)) {
                ledger.awaitLoad(LOAD_MILLIS);
                if (kills % 2 == 0) {
                    Postgres.kill();
                    try {
                        Thread.sleep(AWAY_MILLIS);
                    } finally {
                        Postgres.revive();
                    }
                } else {
                    // Of which it recovers by itself.
                    Postgres.killWorker();
                }
                kills++;
                slowest = Math.max(slowest, millisUntilServed());
            }
            load.stop();
        }
        scenario.tell(
                "%d kills, %s by status, at most %d ms to the first 2xx after the database's return",
                kills, ledger.statuses(), slowest);

        assertEquals(Set.of(201, 503), ledger.statuses().keySet());
        assertTrue(slowest <= BACK_WITHIN.toMillis(), () -> "it took longer than " + BACK_WITHIN);
        ledger.assertTakenAreStored();
        Backend.assertCountersExact();
    }

    @Test
    @Tag("long")
    @DisplayName("PostgreSQL is frozen in mid-load, then goes on")
    void callersAreTold503WhenTheirPatienceEnds() throws Exception {
        long back;
        try (Backend backend = Backend.start();
                Load<Posted> load =
                        Load.on(List.of(backend), MORE_THAN_TWO_BATCHES, Manners.GIVE_UP, ledger::next, ledger)) {
            // That all of them came at once, to a cold instance, is another scenario's matter.
            Eventually.holds("the crowd is at work", () -> ledger.taken() > 4 * MORE_THAN_TWO_BATCHES);
            Postgres.freeze();
            try {
                Thread.sleep(2 * ANSWERED_WITHIN.toMillis());
                // If each of them had to find out by itself, it would have been told twice by now.
                assertTrue(ledger.answered(503) > 5 * MORE_THAN_TWO_BATCHES, "they are not told at once");
            } finally {
                Postgres.thaw();
            }
            back = millisUntilServed();
            ledger.awaitLoad(LOAD_MILLIS);
            load.stop();
        }
        scenario.tell(
                "%s by status, the last answer after %.1f s, %d ms to the first 2xx after the thaw",
                ledger.statuses(), ledger.longestWaitSeconds(), back);

        assertEquals(Set.of(201, 503), ledger.statuses().keySet());
        assertTrue(back <= BACK_WITHIN.toMillis(), () -> "it took longer than " + BACK_WITHIN);
        assertTrue(ledger.longestWaitSeconds() <= ANSWERED_WITHIN.toSeconds(), "somebody waited too long");
        ledger.assertTakenAreStored();
        Backend.assertCountersExact();
    }

    private long millisUntilServed() {
        Instant back = Instant.now();
        long before = ledger.taken();
        // More than one batch: an answer that was on its way is no proof.
        Eventually.holds("service resumes", () -> ledger.taken() > before + 2 * CALLERS);
        return Duration.between(back, Instant.now()).toMillis();
    }
}
