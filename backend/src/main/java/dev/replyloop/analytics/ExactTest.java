package dev.replyloop.analytics;

/**
 * Fisher's exact test of two shares, with Lancaster's mid-p: H. O. Lancaster, "Significance tests in discrete distributions",
 * Journal of the American Statistical Association 56 (1961), 223-234. The score test, which is built as the interval is, would
 * be wrong far more often than it says where one side has few verdicts and the other many.
 */
final class ExactTest {

    private static final int EXACT_LOGARITHMS = 16;
    private static final double NEGLIGIBLE = 1e-17;

    private ExactTest() {}

    /**
     * How likely chance alone would set two samples of one share at least as far apart, in either direction.
     *
     * @param part of the first sample, at most its whole
     * @param whole the first sample's size
     * @param partBefore of the second sample, at most its whole
     * @param wholeBefore the second sample's size
     * @return from 0 to 1; twice the smaller tail, where half of what was seen itself counts
     */
    static double pValue(long part, long whole, long partBefore, long wholeBefore) {
        long parts = part + partBefore;
        // How many of the second sample would not be parts if all parts were in the first.
        long rest = wholeBefore - parts;
        boolean upper = (double) part * wholeBefore >= (double) partBefore * whole;
        double term = 1;
        double relative = 0.5;
        for (long x = part; term > NEGLIGIBLE * relative; ) {
            if (upper) {
                term *= (double) (parts - x) * (whole - x) / ((double) (x + 1) * (rest + x + 1));
                x++;
            } else {
                term *= (double) x * (rest + x) / ((double) (parts - x + 1) * (whole - x + 1));
                x--;
            }
            relative += term;
        }
        double tail = relative
                * Math.exp(logBinomial(parts, part)
                        + logBinomial(whole + wholeBefore - parts, whole - part)
                        - logBinomial(whole + wholeBefore, whole));
        // Rounding may carry a sum of nearly all past 1.
        return Math.max(0, Math.min(1, 2 * Math.min(tail, 1 - tail)));
    }

    private static double logBinomial(long all, long chosen) {
        return logFactorial(all) - logFactorial(chosen) - logFactorial(all - chosen);
    }

    /** By Stirling's series, which is exact to the last digits from 16 on. */
    private static double logFactorial(long number) {
        if (number < EXACT_LOGARITHMS) {
            double product = 1;
            for (long factor = 2; factor <= number; factor++) {
                product *= factor;
            }
            return Math.log(product);
        }
        double n = number;
        double inverse = 1 / n;
        double square = inverse * inverse;
        return n * Math.log(n)
                - n
                + 0.5 * Math.log(2 * Math.PI * n)
                + inverse * (1.0 / 12 - square * (1.0 / 360 - square / 1260));
    }
}
