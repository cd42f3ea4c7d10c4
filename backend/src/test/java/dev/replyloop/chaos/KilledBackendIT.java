package dev.replyloop.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.chaos.Ledger.Posted;
import dev.replyloop.chaos.Load.Manners;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KilledBackendIT {

    private static final int CALLERS = 64;
    private static final long LOAD_MILLIS = 1_500;

    @RegisterExtension
    final Scenario scenario = new Scenario();

    @Test
    @DisplayName("the backend is killed in mid-load, again and again")
    void whateverWasAnsweredIsThereOnce() throws Exception {
        Ledger ledger = new Ledger();
        int kills = 0;
        Instant end = Instant.now().plus(Scenario.time());
        try (Backend backend = Backend.start();
                Load<Posted> load = Load.on(List.of(backend), CALLERS, Manners.GIVE_UP, ledger::next, ledger)) {
            do {
                ledger.awaitLoad(LOAD_MILLIS);
                backend.kill();
                kills++;
                backend.restart();
            } while (Instant.now().isBefore(end));
            load.stop();
        }
        scenario.tell("%d kills, %d posted, %d answered 2xx and stored", kills, ledger.sent(), ledger.taken());

        assertTrue(ledger.answered(Answer.NONE) > 0, "nobody noticed");
        assertEquals(Set.of(Answer.NONE, 201), ledger.statuses().keySet());
        ledger.assertTakenAreStored();
        Backend.assertCountersExact();
    }
}
