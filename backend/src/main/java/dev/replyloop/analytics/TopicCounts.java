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

    static TopicCounts of(Counts counts) {
        long total = counts.total();
        if (total == 0) {
            return new TopicCounts(0, counts.useful(), counts.notUseful(), counts.overridden(), null, null, null);
        }
        ScoreInterval interval = ScoreInterval.ofShare(counts.notUseful(), total);
        return new TopicCounts(
                total,
                counts.useful(),
                counts.notUseful(),
                counts.overridden(),
                (double) counts.notUseful() / total,
                interval.low(),
                interval.high());
    }
}
