package dev.replyloop.analytics;

/**
 * A topic's counts over a period, and how often the AI failed in it.
 *
 * @param failureRate not useful of all, from 0 to 1; null where there is no feedback
 * @param failureRateLow where the rate's interval begins: 95 %, as Wilson has it; null where there is no feedback
 * @param failureRateHigh where the interval ends; null where there is no feedback
 */
public record TopicCounts(
        long total,
        long usefulCount,
        long notUsefulCount,
        long overriddenCount,
        Double failureRate,
        Double failureRateLow,
        Double failureRateHigh) {

    /** How many standard deviations hold 95 % of a normal distribution. */
    private static final double Z = 1.959964;

    static TopicCounts of(Counts counts) {
        long total = counts.total();
        if (total == 0) {
            return new TopicCounts(0, counts.useful(), counts.notUseful(), counts.overridden(), null, null, null);
        }
        double rate = (double) counts.notUseful() / total;
        double scale = 1 + Z * Z / total;
        double middle = (rate + Z * Z / (2 * total)) / scale;
        double half = Z * Math.sqrt(rate * (1 - rate) / total + Z * Z / (4.0 * total * total)) / scale;
        return new TopicCounts(
                total,
                counts.useful(),
                counts.notUseful(),
                counts.overridden(),
                rate,
                // Rounding must not carry the ends past the rate itself.
                Math.max(0, Math.min(rate, middle - half)),
                Math.min(1, Math.max(rate, middle + half)));
    }
}
