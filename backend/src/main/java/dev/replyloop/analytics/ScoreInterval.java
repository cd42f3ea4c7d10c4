package dev.replyloop.analytics;

/**
 * A 95 % interval around a share, or around the difference of two: shares from 0 to 1, differences from -1 to 1.
 *
 * @param low where it begins
 * @param high where it ends
 */
public record ScoreInterval(double low, double high) {

    /** How many standard deviations hold 95 % of a normal distribution. */
    private static final double Z = 1.959964;

    /**
     * Wilson's score interval of a share: E. B. Wilson, "Probable inference, the law of succession, and statistical
     * inference", Journal of the American Statistical Association 22 (1927), 209-212.
     *
     * @param part at most the whole
     * @param whole at least 1
     */
    static ScoreInterval ofShare(long part, long whole) {
        double share = (double) part / whole;
        double scale = 1 + Z * Z / whole;
        double middle = (share + Z * Z / (2.0 * whole)) / scale;
        double half = Z * Math.sqrt(share * (1 - share) / whole + Z * Z / (4.0 * whole * whole)) / scale;
        // Rounding must not carry the ends past the share itself.
        return new ScoreInterval(
                Math.max(0, Math.min(share, middle - half)), Math.min(1, Math.max(share, middle + half)));
    }

    /**
     * Newcombe's hybrid score interval of the difference of two independent shares: R. G. Newcombe, "Interval estimation
     * for the difference between independent proportions: comparison of eleven methods", Statistics in Medicine 17 (1998),
     * 873-890, method 10.
     *
     * @param part of the first share, from which the second is taken away
     * @param whole of the first share, at least 1
     * @param partBefore of the second share
     * @param wholeBefore of the second share, at least 1
     */
    static ScoreInterval ofDifference(long part, long whole, long partBefore, long wholeBefore) {
        double share = (double) part / whole;
        double before = (double) partBefore / wholeBefore;
        ScoreInterval now = ofShare(part, whole);
        ScoreInterval then = ofShare(partBefore, wholeBefore);
        double difference = share - before;
        return new ScoreInterval(
                difference - Math.hypot(share - now.low, then.high - before),
                difference + Math.hypot(now.high - share, before - then.low));
    }

    boolean leavesOutZero() {
        return low > 0 || high < 0;
    }
}
