package dev.replyloop.analytics;

import dev.replyloop.shared.Period;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was counted day by day. */
final class DayCounts {

    private final Map<LocalDate, Counts> days = new HashMap<>();

    /** Adds to what a day has. */
    void add(LocalDate day, Counts counts) {
        days.merge(day, counts, Counts::plus);
    }

    /** What the days of a period have together. */
    Counts over(Period period) {
        return period.days().map(this::on).reduce(Counts.NONE, Counts::plus);
    }

    /** Every day of a period, zeros included. */
    List<DailyCount> daily(Period period) {
        return period.days()
                .map(day -> new DailyCount(day, on(day).useful(), on(day).total()))
                .toList();
    }

    private Counts on(LocalDate day) {
        return days.getOrDefault(day, Counts.NONE);
    }
}
