package dev.replyloop.analytics;

import dev.replyloop.shared.Period;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/**
 * One share on two sides: the whole days of a window, and as many whole days before. Today is on neither.
 *
 * @param difference the current share less the previous one, from -1 to 1; null where a side has nothing to take a share of
 * @param interval the difference's 95 % interval; null where there is no difference
 * @param q how many of the list's differences that are this clear would be chance, from 0 to 1: the p-value of an exact test,
 *     adjusted for all that is compared in the list; null where there is too little to compare
 * @param clear whether the difference is told from chance: q is at most 0.05 and the interval leaves out zero
 */
public record Comparison(
        Measure measure,
        Side current,
        Side previous,
        Double difference,
        ScoreInterval interval,
        Double q,
        boolean clear) {

    /** How many of the claimed changes may be chance. */
    private static final double FALSE_DISCOVERY_RATE = 0.05;
    /** A difference is tested where each side has so many verdicts that the share is of. */
    private static final long MIN_VERDICTS = 10;

    /** What the share is of. */
    public enum Measure {
        /** Not useful of all verdicts: more is worse. */
        NOT_USEFUL,
        /** Overridden of all verdicts: more is worse. */
        OVERRIDDEN,
        /**
         * This item's verdicts of the whole list's, or an override case's of its topic's overrides: neither good nor bad, as
         * it falls where another's rises.
         */
        PART_OF_ALL
    }

    /**
     * The whole days of one side.
     *
     * @param base how many verdicts the share is of
     * @param share from 0 to 1; null where there is nothing to take a share of
     */
    public record Side(
            LocalDate from,
            LocalDate to,
            long total,
            long usefulCount,
            long notUsefulCount,
            long overriddenCount,
            long base,
            Double share) {

        private static Side of(Period days, Counts counts, long part, long base) {
            return new Side(
                    days.from(),
                    days.to(),
                    counts.total(),
                    counts.useful(),
                    counts.notUseful(),
                    counts.overridden(),
                    base,
                    base == 0 ? null : (double) part / base);
        }
    }

    /**
     * What is to be compared.
     *
     * @param currentBase how many verdicts the current share is of
     * @param previousBase how many verdicts the previous share is of
     */
    record Sides(
            Measure measure, ComparedDays days, Counts current, Counts previous, long currentBase, long previousBase) {

        /** A share of the counts' own verdicts. */
        static Sides ofOwn(Measure measure, ComparedDays days, Counts current, Counts previous) {
            return new Sides(measure, days, current, previous, current.total(), previous.total());
        }

        private long part(Counts counts) {
            return switch (measure) {
                case NOT_USEFUL -> counts.notUseful();
                case OVERRIDDEN -> counts.overridden();
                case PART_OF_ALL -> counts.total();
            };
        }

        /** What has no verdict on either side can't have changed, whatever the share is of. */
        private boolean areTestable() {
            return currentBase >= MIN_VERDICTS
                    && previousBase >= MIN_VERDICTS
                    && current.total() + previous.total() > 0;
        }

        private double pValue() {
            return ExactTest.pValue(part(current), currentBase, part(previous), previousBase);
        }
    }

    /** Compares two sides that stand for themselves: a list of one, whose q is the p-value as it is. */
    static Comparison alone(Sides sides) {
        return list(Map.of("alone", sides)).get("alone");
    }

    /**
     * Compares all that stands in one list. The false discovery rate is held over the items with ten verdicts or more on
     * each side.
     *
     * @param items by whatever tells them apart
     */
    static <K> Map<K, Comparison> list(Map<K, Sides> items) {
        double[] adjusted = FalseDiscoveries.adjusted(items.values().stream()
                .filter(Sides::areTestable)
                .mapToDouble(Sides::pValue)
                .toArray());
        Map<K, Comparison> compared = new HashMap<>();
        int next = 0;
        for (Map.Entry<K, Sides> item : items.entrySet()) {
            Sides sides = item.getValue();
            compared.put(item.getKey(), of(sides, sides.areTestable() ? adjusted[next++] : null));
        }
        return compared;
    }

    private static Comparison of(Sides sides, Double q) {
        long part = sides.part(sides.current);
        long partBefore = sides.part(sides.previous);
        Side current = Side.of(sides.days.current(), sides.current, part, sides.currentBase);
        Side previous = Side.of(sides.days.previous(), sides.previous, partBefore, sides.previousBase);
        if (current.share == null || previous.share == null) {
            return new Comparison(sides.measure, current, previous, null, null, null, false);
        }
        ScoreInterval interval = ScoreInterval.ofDifference(part, sides.currentBase, partBefore, sides.previousBase);
        return new Comparison(
                sides.measure,
                current,
                previous,
                current.share - previous.share,
                interval,
                q,
                q != null && q <= FALSE_DISCOVERY_RATE && interval.leavesOutZero());
    }
}
