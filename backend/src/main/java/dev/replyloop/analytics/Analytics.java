package dev.replyloop.analytics;

import java.time.LocalDate;
import java.util.List;

/**
 * What the dashboard's Overview shows: one window, the one just before it, and the most rejected replies.
 *
 * @param compared the share not useful of the window's whole days, against as many before; null where it has none
 * @param overriddenCompared the same of the share overridden
 * @param lastWeekCompared the share not useful of the window's last seven whole days, against the seven before them; null where
 *     the window is not longer than these two weeks
 */
public record Analytics(
        LocalDate from,
        LocalDate to,
        String timeZone,
        LocalDate today,
        long total,
        long usefulCount,
        long notUsefulCount,
        long overriddenCount,
        List<DailyCount> dailyBreakdown,
        PreviousPeriod previous,
        Comparison compared,
        Comparison overriddenCompared,
        Comparison lastWeekCompared,
        List<TopNegativeMessage> topNegativeMessages) {

    /** The same counts for the period of equal length that ends the day before {@link Analytics#from()}. */
    public record PreviousPeriod(
            LocalDate from,
            LocalDate to,
            long total,
            long usefulCount,
            long notUsefulCount,
            long overriddenCount,
            List<DailyCount> dailyBreakdown) {}
}
