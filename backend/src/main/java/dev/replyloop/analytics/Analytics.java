package dev.replyloop.analytics;

import java.time.LocalDate;
import java.util.List;

/** What the dashboard's Overview shows: one window, the one just before it, and the most rejected replies. */
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
