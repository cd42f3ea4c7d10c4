package dev.replyloop.analytics;

import dev.replyloop.shared.Period;
import java.time.LocalDate;

/**
 * The whole days of a window, and as many whole days before it: an unfinished day is never compared with a whole one.
 *
 * @param current the window's days before today
 * @param previous as many days, all before the window
 */
record ComparedDays(Period current, Period previous) {

    private static final int WEEK = 7;

    /**
     * Chooses the days for a window. The previous ones end the day before it. Where the window up to today is made of whole
     * weeks they end a day earlier, so that the same weekdays stand against each other once today is left out.
     *
     * @param window both ends known
     * @param today the reporting day it is, as the database says
     * @return null where the window has no day before today
     */
    static ComparedDays of(Period window, LocalDate today) {
        if (window.to().isBefore(today)) {
            return new ComparedDays(window, window.before());
        }
        if (!window.from().isBefore(today)) {
            return null;
        }
        Period whole = new Period(window.from(), today.minusDays(1));
        long withToday = whole.length() + 1;
        return earlier(whole, withToday % WEEK == 0 ? withToday : whole.length());
    }

    /**
     * The last seven whole days of a window, and the seven before them.
     *
     * @param window both ends known
     * @param today the reporting day it is, as the database says
     * @return null where the window is not longer than these two weeks, or has fewer whole days
     */
    static ComparedDays lastWeek(Period window, LocalDate today) {
        LocalDate last = window.to().isBefore(today) ? window.to() : today.minusDays(1);
        Period week = new Period(last.minusDays(WEEK - 1), last);
        ComparedDays weeks = earlier(week, WEEK);
        return window.length() > 2 * WEEK && window.includes(weeks.previous.from()) ? weeks : null;
    }

    private static ComparedDays earlier(Period days, long by) {
        return new ComparedDays(
                days, new Period(days.from().minusDays(by), days.to().minusDays(by)));
    }
}
