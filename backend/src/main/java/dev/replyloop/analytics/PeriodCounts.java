package dev.replyloop.analytics;

import dev.replyloop.shared.Period;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sums what is counted of one thing: over a window and the period before it, and over the days that are compared. */
final class PeriodCounts {

    private final Period window;
    private final ComparedDays compared;
    private Counts current = Counts.NONE;
    private Counts previous = Counts.NONE;
    private Counts comparedCurrent = Counts.NONE;
    private Counts comparedPrevious = Counts.NONE;

    /** @param compared null: no days are */
    PeriodCounts(Period window, ComparedDays compared) {
        this.window = window;
        this.compared = compared;
    }

    /** Adds what was counted on a day of the window or of the period of equal length just before it. */
    void add(LocalDate day, Counts counts) {
        if (window.includes(day)) {
            current = current.plus(counts);
        } else {
            previous = previous.plus(counts);
        }
        if (compared == null) {
            return;
        }
        if (compared.current().includes(day)) {
            comparedCurrent = comparedCurrent.plus(counts);
        } else if (compared.previous().includes(day)) {
            comparedPrevious = comparedPrevious.plus(counts);
        }
    }

    /** Over the window. */
    Counts current() {
        return current;
    }

    /** Over the period before it. */
    Counts previous() {
        return previous;
    }

    boolean isNone() {
        return current.total() + previous.total() == 0;
    }

    /**
     * Compares the items of one list, all of which are asked about the same days.
     *
     * @param items by whatever tells them apart
     * @param rejectedAlone whether thumbs-down alone are counted, so that no item has a share of its own to compare
     * @return null for each item where no days are compared
     */
    static <K> Map<K, Comparison> compare(Map<K, PeriodCounts> items, boolean rejectedAlone) {
        long currentOfList = 0;
        long previousOfList = 0;
        for (PeriodCounts item : items.values()) {
            currentOfList += item.comparedCurrent.total();
            previousOfList += item.comparedPrevious.total();
        }
        Map<K, Comparison.Sides> sides = new LinkedHashMap<>();
        for (Map.Entry<K, PeriodCounts> item : items.entrySet()) {
            PeriodCounts counts = item.getValue();
            if (counts.compared != null) {
                sides.put(
                        item.getKey(),
                        rejectedAlone ? counts.ofList(currentOfList, previousOfList) : counts.notUseful());
            }
        }
        return Comparison.list(sides);
    }

    private Comparison.Sides notUseful() {
        return Comparison.Sides.ofOwn(Comparison.Measure.NOT_USEFUL, compared, comparedCurrent, comparedPrevious);
    }

    private Comparison.Sides ofList(long currentOfList, long previousOfList) {
        return new Comparison.Sides(
                Comparison.Measure.PART_OF_ALL,
                compared,
                comparedCurrent,
                comparedPrevious,
                currentOfList,
                previousOfList);
    }
}
