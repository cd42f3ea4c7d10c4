package dev.replyloop.analytics;

import java.time.LocalDate;
import java.util.List;

/** The counts of a window for each value of one dimension, the most frequent first. */
public record Breakdown(BreakdownBy by, LocalDate from, LocalDate to, String timeZone, List<Item> items) {

    /**
     * @param value null: has none
     * @param previous the same counts for the period of equal length just before
     */
    public record Item(
            String value, long total, long usefulCount, long notUsefulCount, long overriddenCount, Totals previous) {}

    /** The counts alone. */
    public record Totals(long total, long usefulCount, long notUsefulCount, long overriddenCount) {

        static Totals of(Counts counts) {
            return new Totals(counts.total(), counts.useful(), counts.notUseful(), counts.overridden());
        }
    }
}
