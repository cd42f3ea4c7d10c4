package dev.replyloop.analytics;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** In a zone that is no whole number of hours away from UTC. */
@QuarkusTest
@TestProfile(ReportingZoneKathmanduTest.Kathmandu.class)
class ReportingZoneKathmanduTest extends ReportingZoneBehaviour {

    public static final class Kathmandu implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("replyloop.reporting-zone", "Asia/Kathmandu");
        }
    }

    ReportingZoneKathmanduTest() {
        super("Asia/Kathmandu");
    }

    @Test
    void aDayRunsFromLocalMidnightToLocalMidnight() {
        assertDayRuns("2026-03-29", "2026-03-28T18:15:00Z", "2026-03-29T18:15:00Z");
    }

    @Test
    void aLeapDayIsADay() {
        assertDayRuns("2024-02-29", "2024-02-28T18:15:00Z", "2024-02-29T18:15:00Z");
    }

    @Test
    void aDayBeforeTheClocksMovedByAQuarterRunsToTheMidnightOfItsTime() {
        assertDayRuns("1985-12-31", "1985-12-30T18:30:00Z", "1985-12-31T18:30:00Z");
    }

    @Test
    void everyDayHas24Hours() {
        assertHours("2026-03-27T18:15:00Z", "2026-03-28", "2026-03-30", 24, 24, 24);
    }

    @Test
    void aChangeOfMindAcrossMidnightMovesItsCounts() {
        assertAChangeOfMindMovesFrom("2026-05-05", "2026-05-05T18:14:59Z", "2026-05-06", "2026-05-05T18:15:00Z");
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
