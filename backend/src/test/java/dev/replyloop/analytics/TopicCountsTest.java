package dev.replyloop.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicCountsTest {

    /** The ends are where a rate's distance from what was seen is 1.96 of that rate's own standard deviations. */
    @ParameterizedTest
    @CsvSource({"1, 4", "25, 100", "3, 7", "999, 1000", "1, 100000"})
    void theIntervalEndsWhereTheRateWouldBeTooUnlikely(long failures, long total) {
        TopicCounts counts = counts(failures, total);
        double rate = (double) failures / total;
        assertEquals(rate, counts.failureRate(), 1e-12);
        for (double end : new double[] {counts.failureRateLow(), counts.failureRateHigh()}) {
            assertEquals(1.96, Math.abs(end - rate) / Math.sqrt(end * (1 - end) / total), 0.001);
        }
        assertTrue(counts.failureRateLow() < rate && rate < counts.failureRateHigh());
    }

    @Test
    void neverLeavesWhatARateCanBe() {
        for (long total : new long[] {1, 3, 10, 1_000_000}) {
            assertEquals(0, counts(0, total).failureRateLow());
            assertEquals(1, counts(total, total).failureRateHigh());
            assertTrue(counts(0, total).failureRateHigh() > 0);
            assertTrue(counts(total, total).failureRateLow() < 1);
        }
        assertEquals(0.7935, counts(0, 1).failureRateHigh(), 0.0001);
    }

    @Test
    void knowsNoRateOfNothing() {
        TopicCounts none = counts(0, 0);
        assertNull(none.failureRate());
        assertNull(none.failureRateLow());
        assertNull(none.failureRateHigh());
    }

    private static TopicCounts counts(long failures, long total) {
        return TopicCounts.of(new Counts(total, total - failures, 0));
    }
}
