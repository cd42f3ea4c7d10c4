package dev.replyloop.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.chaos.Ledger.Posted;
import dev.replyloop.chaos.Load.Manners;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class InsistingCallersIT {

    private static final int CALLERS = 64;
    private static final long LOAD_MILLIS = 1_500;

    @RegisterExtension
    final Scenario scenario = new Scenario();

    @Test
    @DisplayName("callers send the same again until it is answered, whatever is killed")
    void eachFeedbackIsThereExactlyOnce() throws Exception {
        Ledger ledger = new Ledger();
        int kills = 0;
        Instant end = Instant.now().plus(Scenario.time());
        try (Backend backend = Backend.start();
                Load<Posted> load = Load.on(List.of(backend), CALLERS, Manners.INSIST, ledger::next, ledger)) {
            while (kills < 2 || Instant.now().isBefore(end)) {
                ledger.awaitLoad(LOAD_MILLIS);
                if (kills++ % 2 == 0) {
                    Postgres.kill();
                    Postgres.revive();
                } else {
                    backend.kill();
                    backend.restart();
                }
            }
            load.stop();
        }
        scenario.tell("%d kills, %d posted, attempts by status %s", kills, ledger.sent(), ledger.statuses());

        assertTrue(ledger.answered(Answer.NONE) > 0 && ledger.answered(503) > 0, "nobody had to insist");
        Set<Integer> statuses = new TreeSet<>(ledger.statuses().keySet());
        // What was written though its answer got lost is there already.
        statuses.remove(200);
        assertEquals(Set.of(Answer.NONE, 201, 503), statuses);
        ledger.assertEverySentIsStoredOnce();
        Backend.assertCountersExact();
    }
}
