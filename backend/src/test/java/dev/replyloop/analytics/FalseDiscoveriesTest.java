package dev.replyloop.analytics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FalseDiscoveriesTest {

    /** As the procedure is written: reject the k smallest, where k is the last whose p-value is at most k/m of the level. */
    private static boolean[] rejected(double[] pValues, double level) {
        double[] ascending = Arrays.stream(pValues).sorted().toArray();
        double threshold = -1;
        for (int k = 1; k <= ascending.length; k++) {
            if (ascending[k - 1] <= k * level / ascending.length) {
                threshold = ascending[k - 1];
            }
        }
        boolean[] rejected = new boolean[pValues.length];
        for (int i = 0; i < pValues.length; i++) {
            rejected[i] = pValues[i] <= threshold;
        }
        return rejected;
    }

    @Test
    void agreesWithTheProcedureAsItIsWrittenAtEveryLevel() {
        Random dice = new Random(11);
        for (int i = 0; i < 1_000; i++) {
            double[] pValues = IntStream.range(0, 1 + dice.nextInt(90))
                    // Many are small, and some are equal.
                    .mapToDouble(item -> Math.rint(1_000 * Math.pow(dice.nextDouble(), 4)) / 1_000)
                    .toArray();
            double[] adjusted = FalseDiscoveries.adjusted(pValues);
            // An odd level, which no adjusted value meets exactly.
            double level = 0.0123457 + dice.nextInt(20) * 0.01;
            boolean[] expected = rejected(pValues, level);
            for (int item = 0; item < pValues.length; item++) {
                assertEquals(expected[item], adjusted[item] <= level);
                assertTrue(adjusted[item] >= pValues[item] && adjusted[item] <= 1);
            }
        }
    }

    @Test
    void leavesOneAloneAndNoneToo() {
        assertArrayEquals(new double[] {0.03}, FalseDiscoveries.adjusted(new double[] {0.03}));
        assertArrayEquals(new double[0], FalseDiscoveries.adjusted(new double[0]));
    }

    @Test
    void keepsTheirOrder() {
        assertArrayEquals(
                new double[] {0.04, 0.06, 0.01, 0.04}, // of 4: 0.03*4/3, 0.06, 0.0025*4, 0.02*4/2
                FalseDiscoveries.adjusted(new double[] {0.03, 0.06, 0.0025, 0.02}),
                1e-12);
    }
}
