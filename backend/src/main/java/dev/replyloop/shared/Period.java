package dev.replyloop.shared;

import dev.replyloop.shared.problem.ProblemException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/**
 * A window of reporting days, both ends included.
 *
 * @param from its first day; null: open
 * @param to its last day; null: open
 */
public record Period(LocalDate from, LocalDate to) {

    /** The longest window that analytics serve, in years. */
    public static final int MAX_YEARS = 3;

    /**
     * Reads the {@code from} and {@code to} of a query.
     *
     * @throws ProblemException INVALID_REQUEST where one is no day, or they stand the wrong way round
     */
    public static Period parse(String from, String to) {
        Period period = new Period(QueryValues.day("from", from), QueryValues.day("to", to));
        if (period.from != null && period.to != null) {
            period.checkOrder();
        }
        return period;
    }

    /**
     * Refuses a window that is too long to serve at once, has no day at all, or has no period before it in the calendar.
     *
     * @return this, whose ends are known
     */
    public Period checked() {
        checkOrder();
        if (to.isAfter(from.plusYears(MAX_YEARS).minusDays(1))) {
            throw ProblemException.invalid("from", "must not be more than " + MAX_YEARS + " years before to");
        }
        if (before().from.getYear() < 1) {
            throw ProblemException.invalid("from", "must leave room for the period before it");
        }
        return this;
    }

    /** The period of equal length that ends the day before this, whose ends are known. */
    public Period before() {
        return new Period(from.minusDays(length()), from.minusDays(1));
    }

    /** Whether a day is one of its days; its ends are known. */
    public boolean includes(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }

    /** How many days it has; its ends are known. */
    public long length() {
        return ChronoUnit.DAYS.between(from, to) + 1;
    }

    /** Its days, oldest first; its ends are known. */
    public Stream<LocalDate> days() {
        return from.datesUntil(to.plusDays(1));
    }

    private void checkOrder() {
        if (from.isAfter(to)) {
            throw ProblemException.invalid("from", "must not be after to");
        }
    }
}
