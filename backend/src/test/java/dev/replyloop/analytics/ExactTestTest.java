package dev.replyloop.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactTestTest {

    @Test
    void isWhatTheTablesCountedOutSay() {
        Random dice = new Random(3);
        for (int i = 0; i < 500; i++) {
            int whole = 1 + dice.nextInt(60);
            int wholeBefore = 1 + dice.nextInt(60);
            int part = dice.nextInt(whole + 1);
            int partBefore = dice.nextInt(wholeBefore + 1);
            double expected = countedOut(part, whole, partBefore, wholeBefore);
            double actual = ExactTest.pValue(part, whole, partBefore, wholeBefore);
            assertEquals(
                    expected,
                    actual,
                    1e-9 * Math.max(expected, 1e-6),
                    () -> part + "/" + whole + ", " + partBefore + "/" + wholeBefore);
        }
    }

    /** Every table with the same margins, counted with whole numbers. */
    private static double countedOut(int part, int whole, int partBefore, int wholeBefore) {
        int parts = part + partBefore;
        BigInteger below = BigInteger.ZERO;
        BigInteger above = BigInteger.ZERO;
        for (int x = Math.max(0, parts - wholeBefore); x <= Math.min(whole, parts); x++) {
            BigInteger tables = choose(parts, x).multiply(choose(whole + wholeBefore - parts, whole - x));
            // Doubled, so that half of what was seen is a whole number.
            below = below.add(tables.multiply(BigInteger.valueOf(x < part ? 2 : x == part ? 1 : 0)));
            above = above.add(tables.multiply(BigInteger.valueOf(x > part ? 2 : x == part ? 1 : 0)));
        }
        return new BigDecimal(below.min(above))
                .divide(new BigDecimal(choose(whole + wholeBefore, whole)), MathContext.DECIMAL64)
                .doubleValue();
    }

    private static BigInteger choose(int all, int chosen) {
        BigInteger ways = BigInteger.ONE;
        for (int i = 0; i < chosen; i++) {
            ways = ways.multiply(BigInteger.valueOf(all - i)).divide(BigInteger.valueOf(i + 1));
        }
        return ways;
    }

    @Test
    void doesNotCareWhichSideIsWhichNorWhatCountsAsAPart() {
        double one = ExactTest.pValue(12, 40, 40, 70);
        assertEquals(one, ExactTest.pValue(40, 70, 12, 40), 1e-12);
        assertEquals(one, ExactTest.pValue(28, 40, 30, 70), 1e-12);
    }

    @Test
    void seesNoDifferenceBetweenEquals() {
        assertEquals(1, ExactTest.pValue(5, 10, 5, 10), 1e-9);
        assertEquals(1, ExactTest.pValue(0, 10, 0, 500), 1e-9);
        assertEquals(1, ExactTest.pValue(10, 10, 3, 3), 1e-9);
    }

    /** Where there is much, it agrees with the normal distribution that all such tests come to. */
    @Test
    void servesMillions() {
        // Two shares around a half, of ten millions each, two standard deviations apart.
        long many = 10_000_000;
        long more = Math.round(many * 0.5 + 2 * Math.sqrt(many / 2.0));
        assertEquals(0.0455, ExactTest.pValue(more, many, many / 2, many), 0.0001);
        assertTrue(ExactTest.pValue(many, many, 0, many) < 1e-300);
    }

    /** At every level that a list of 80 may need: the score test is wrong there up to 28 times as often as it says. */
    @Test
    void isHardlyMoreOftenWrongThanItSaysHoweverUnlikeTheSides() {
        int[][] sides = {{10, 10}, {10, 50}, {10, 500}, {20, 200}, {30, 30}, {100, 100}};
        for (int[] side : sides) {
            for (double share : new double[] {0.01, 0.02, 0.05, 0.1, 0.3, 0.5, 0.9}) {
                for (double level : new double[] {0.05, 0.01, 0.001, 0.0006}) {
                    double wrong = wrong(side[0], side[1], share, level);
                    assertTrue(wrong <= 1.2 * level, () -> side[0] + " " + side[1] + " " + share + " " + level);
                }
            }
        }
    }

    /** How likely two samples of the same share are called different at a level. */
    private static double wrong(int whole, int wholeBefore, double share, double level) {
        double[] now = likelihoods(whole, share);
        double[] before = likelihoods(wholeBefore, share);
        double wrong = 0;
        for (int part = 0; part <= whole; part++) {
            for (int partBefore = 0; partBefore <= wholeBefore; partBefore++) {
                double likelihood = now[part] * before[partBefore];
                if (likelihood > 1e-12 && ExactTest.pValue(part, whole, partBefore, wholeBefore) <= level) {
                    wrong += likelihood;
                }
            }
        }
        return wrong;
    }

    private static double[] likelihoods(int whole, double share) {
        double[] likelihoods = new double[whole + 1];
        likelihoods[0] = Math.pow(1 - share, whole);
        for (int part = 1; part <= whole; part++) {
            likelihoods[part] = likelihoods[part - 1] * (whole - part + 1) / part * share / (1 - share);
        }
        return likelihoods;
    }
}
