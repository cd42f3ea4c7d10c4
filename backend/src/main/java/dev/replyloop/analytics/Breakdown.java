package dev.replyloop.analytics;

import java.time.LocalDate;
import java.util.List;

/** The counts of a window for each value of one dimension, the most frequent first. */
public record Breakdown(BreakdownBy by, LocalDate from, LocalDate to, String timeZone, List<Item> items) {

    /**
     * @param value null: has none
     * @param previous the same counts for the period of equal length just before
     * @param compared the share not useful of the window's whole days, against as many before; where thumbs-down alone are
     *     counted, their share of all that the list counts; null where the window has no whole day
     */
    public record Item(
            String value,
            long total,
            long usefulCount,
            long notUsefulCount,
            long overriddenCount,
            Totals previous,
            Comparison compared) {}

    /** The counts alone. */
    public record Totals(long total, long usefulCount, long notUsefulCount, long overriddenCount) {

        static Totals of(Counts counts) {
            return new Totals(counts.total(), counts.useful(), counts.notUseful(), counts.overridden());
        }
    }
}
