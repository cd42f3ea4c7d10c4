package dev.replyloop.analytics;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** In a zone whose clocks change: one day of the year has 23 hours, another 25. */
@QuarkusTest
@TestProfile(ReportingZoneBerlinTest.Berlin.class)
class ReportingZoneBerlinTest extends ReportingZoneBehaviour {

    public static final class Berlin implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("replyloop.reporting-zone", "Europe/Berlin");
        }
    }

    ReportingZoneBerlinTest() {
        super("Europe/Berlin");
    }

    @Test
    void aDayRunsFromLocalMidnightToLocalMidnight() {
        assertDayRuns("2026-01-15", "2026-01-14T23:00:00Z", "2026-01-15T23:00:00Z");
    }

    @Test
    void aDayInSummerBeginsAnHourEarlier() {
        assertDayRuns("2026-07-15", "2026-07-14T22:00:00Z", "2026-07-15T22:00:00Z");
    }

    @Test
    void theDayThatLosesAnHourRunsFromMidnightToMidnight() {
        assertDayRuns("2026-03-29", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z");
    }

    @Test
    void theDayThatLosesAnHourHas23() {
        assertHours("2026-03-27T23:00:00Z", "2026-03-28", "2026-03-30", 24, 23, 24);
    }

    @Test
    void theDayThatGainsAnHourRunsFromMidnightToMidnight() {
        assertDayRuns("2026-10-25", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z");
    }

    @Test
    void theDayWithTheDoubledHourHas25() {
        assertHours("2026-10-23T22:00:00Z", "2026-10-24", "2026-10-26", 24, 25, 24);
    }

    @Test
    void aChangeOfMindAcrossMidnightMovesItsCounts() {
        assertAChangeOfMindMovesFrom("2026-03-28", "2026-03-28T22:59:59Z", "2026-03-29", "2026-03-28T23:00:00Z");
    }

    @Test
    void todayIsTheDatabasesDay() {
        assertTodayIsTheDatabases();
    }

    @Test
    void todayIsOnNeitherSideOfAComparison() {
        assertTodayIsOnNeitherSideOfAComparison();
    }
}
