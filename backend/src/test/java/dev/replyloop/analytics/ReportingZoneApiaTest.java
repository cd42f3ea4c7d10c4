package dev.replyloop.analytics;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** In a zone that left a whole day out: Samoa went from 29 to 31 December 2011. */
@QuarkusTest
@TestProfile(ReportingZoneApiaTest.Apia.class)
class ReportingZoneApiaTest extends ReportingZoneBehaviour {

    public static final class Apia implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("replyloop.reporting-zone", "Pacific/Apia");
        }
    }

    ReportingZoneApiaTest() {
        super("Pacific/Apia");
    }

    @Test
    void theDayThatWasLeftOutHasNoHours() {
        assertHours("2011-12-28T10:00:00Z", "2011-12-28", "2012-01-01", 24, 24, 0, 24, 24);
    }

    @Test
    void theDayBeforeItEndsWhereTheDayAfterItBegins() {
        assertDayRuns("2011-12-29", "2011-12-29T10:00:00Z", "2011-12-30T10:00:00Z");
    }

    @Test
    void todayIsTheDatabasesDay() {
        assertTodayIsTheDatabases();
    }
}
