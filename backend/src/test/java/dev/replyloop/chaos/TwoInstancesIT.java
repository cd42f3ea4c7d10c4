package dev.replyloop.chaos;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.chaos.Clicks.Act;
import dev.replyloop.chaos.Load.Manners;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TwoInstancesIT {

    private static final int CALLERS = 64;

    @RegisterExtension
    final Scenario scenario = new Scenario();

    @Test
    @DisplayName("two instances, changed verdicts and erasures on the same few messages")
    void areAsRightAsOne() throws Exception {
        Clicks clicks = new Clicks();
        try (Backend one = Backend.start();
                // The system chooses a port, as it does for those that `make run` starts.
                Backend two = Backend.start("quarkus.management.port=0");
                Load<Act> load = Load.on(List.of(one, two), CALLERS, Manners.GIVE_UP, clicks::next, clicks)) {
            Thread.sleep(Scenario.time().toMillis());
            load.stop();
            one.assertUnhurt();
            two.assertUnhurt();
        }
        scenario.tell("%s", clicks.outcomes());

        assertTrue(
                clicks.outcomes().keySet().containsAll(Set.of("CREATED", "REPLACED", "SUPERSEDED", "erased", "gone")),
                () -> "not everything happened that should: " + clicks.outcomes());
        clicks.assertStored();
        Backend.assertCountersExact();
    }
}
