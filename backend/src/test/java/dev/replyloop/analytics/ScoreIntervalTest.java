package dev.replyloop.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoreIntervalTest {

    /** As published: Newcombe 1998, table II, method 10. */
    @ParameterizedTest
    @CsvSource({
        "56, 70, 48, 80, 0.0524, 0.3339",
        "9, 10, 3, 10, 0.1705, 0.8090",
        "6, 7, 2, 7, 0.0582, 0.8062",
        "5, 56, 0, 29, -0.0381, 0.1926",
        "0, 10, 0, 20, -0.1611, 0.2775",
        "0, 10, 0, 10, -0.2775, 0.2775",
        "10, 10, 0, 20, 0.6791, 1.0000",
        "10, 10, 0, 10, 0.6075, 1.0000",
    })
    void ofADifferenceIsThePublishedOne(
            long part, long whole, long partBefore, long wholeBefore, double low, double high) {
        ScoreInterval interval = ScoreInterval.ofDifference(part, whole, partBefore, wholeBefore);
        assertEquals(low, interval.low(), 0.00005);
        assertEquals(high, interval.high(), 0.00005);
        assertEquals(low > 0, interval.leavesOutZero());
    }

    @Test
    void turnsRoundWithItsSides() {
        ScoreInterval more = ScoreInterval.ofDifference(56, 70, 48, 80);
        ScoreInterval less = ScoreInterval.ofDifference(48, 80, 56, 70);
        assertEquals(-more.high(), less.low(), 1e-12);
        assertEquals(-more.low(), less.high(), 1e-12);
        assertTrue(less.leavesOutZero());
        assertFalse(ScoreInterval.ofDifference(5, 10, 5, 10).leavesOutZero());
    }

    /** 95 % of such intervals hold the true difference, on average over the shares there may be. */
    @Test
    void holdsTheTrueDifferenceAsOftenAsItSays() {
        Random dice = new Random(7);
        int held = 0;
        int samples = 20_000;
        for (int i = 0; i < samples; i++) {
            int whole = 10 + dice.nextInt(200);
            int wholeBefore = 10 + dice.nextInt(200);
            double share = dice.nextDouble();
            double before = dice.nextDouble();
            ScoreInterval interval = ScoreInterval.ofDifference(
                    Sample.of(whole, share, dice), whole, Sample.of(wholeBefore, before, dice), wholeBefore);
            held += interval.low() <= share - before && share - before <= interval.high() ? 1 : 0;
        }
        assertEquals(0.95, (double) held / samples, 0.01);
    }
}
