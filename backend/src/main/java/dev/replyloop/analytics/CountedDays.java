package dev.replyloop.analytics;

import dev.replyloop.shared.Period;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * The counters of a window and of the period of equal length just before it.
 *
 * @param today the reporting day it is
 * @param window both ends known
 * @param folded what was counted on a day; a day without feedback may be missing
 * @param unfolded what has come to that since; to be added
 */
record CountedDays(
        LocalDate today, Period window, Map<LocalDate, List<Counter>> folded, Map<LocalDate, List<Counter>> unfolded) {

    /** What is done with one counter. */
    interface Visitor {
        void visit(LocalDate day, Counter counter);
    }

    /** Shows every counter that is asked for. */
    void visit(AnalyticsQuery query, boolean byReason, Visitor visitor) {
        for (Map<LocalDate, List<Counter>> part : List.of(folded, unfolded)) {
            part.forEach((day, counters) -> {
                for (Counter counter : counters) {
                    if (byReason == (counter.reason() != null)
                            && query.includes(counter.channel(), counter.model(), counter.reason())) {
                        visitor.visit(day, counter);
                    }
                }
            });
        }
    }
}
