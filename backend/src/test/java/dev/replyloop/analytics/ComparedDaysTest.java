package dev.replyloop.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.shared.Period;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComparedDaysTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);

    @ParameterizedTest
    @CsvSource({
        // a past window is compared whole
        "2026-11-19, 2026-11-25, 2026-11-19, 2026-11-25, 2026-11-12, 2026-11-18",
        "2026-11-25, 2026-11-25, 2026-11-25, 2026-11-25, 2026-11-24, 2026-11-24",
        // whole weeks that end today: the same weekdays
        "2026-11-20, 2026-11-26, 2026-11-20, 2026-11-25, 2026-11-13, 2026-11-18",
        "2026-11-13, 2026-11-26, 2026-11-13, 2026-11-25, 2026-10-30, 2026-11-11",
        // any other window that ends today: the days directly before
        "2026-10-28, 2026-11-26, 2026-10-28, 2026-11-25, 2026-09-29, 2026-10-27",
        "2026-11-25, 2026-11-26, 2026-11-25, 2026-11-25, 2026-11-24, 2026-11-24",
        // one that goes on after today has no more whole days than one that ends today
        "2026-11-24, 2026-11-30, 2026-11-24, 2026-11-25, 2026-11-22, 2026-11-23",
    })
    void leavesTodayOutOfBothSides(
            LocalDate from,
            LocalDate to,
            LocalDate current,
            LocalDate currentTo,
            LocalDate previous,
            LocalDate previousTo) {
        assertEquals(
                new ComparedDays(new Period(current, currentTo), new Period(previous, previousTo)),
                ComparedDays.of(new Period(from, to), TODAY));
    }

    @ParameterizedTest
    @CsvSource({"2026-11-26, 2026-11-26", "2026-11-26, 2026-11-30", "2026-11-27, 2026-11-30"})
    void comparesNothingWhereNoDayIsWhole(LocalDate from, LocalDate to) {
        assertNull(ComparedDays.of(new Period(from, to), TODAY));
    }

    /** What is summed are the days of a window and of the period of equal length before it: all that is compared is in them. */
    @Test
    void bothSidesAreAsLongAndWithinWhatIsRead() {
        for (int length = 1; length <= 100; length++) {
            for (int end = -3; end <= 3; end++) {
                LocalDate to = TODAY.plusDays(end);
                Period window = new Period(to.minusDays(length - 1), to);
                ComparedDays compared = ComparedDays.of(window, TODAY);
                if (compared != null) {
                    assertEquals(
                            compared.current().length(), compared.previous().length());
                    assertTrue(compared.current().to().isBefore(TODAY));
                    assertTrue(compared.previous().to().isBefore(window.from()));
                    assertTrue(window.before().includes(compared.previous().from()));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 14, 28})
    void wholeWeeksHaveTheSameWeekdaysOnBothSides(int days) {
        for (int day = 0; day < 7; day++) {
            LocalDate today = TODAY.plusDays(day);
            ComparedDays compared = ComparedDays.of(new Period(today.minusDays(days - 1), today), today);
            assertEquals(weekdays(compared.current()), weekdays(compared.previous()));
        }
    }

    private static List<DayOfWeek> weekdays(Period period) {
        return period.days().map(LocalDate::getDayOfWeek).sorted().toList();
    }

    @Test
    void theLastWeekIsTheLastSevenWholeDays() {
        ComparedDays expected = new ComparedDays(
                new Period(LocalDate.of(2026, 11, 19), LocalDate.of(2026, 11, 25)),
                new Period(LocalDate.of(2026, 11, 12), LocalDate.of(2026, 11, 18)));
        assertEquals(expected, ComparedDays.lastWeek(new Period(TODAY.minusDays(29), TODAY), TODAY));
        assertEquals(expected, ComparedDays.lastWeek(new Period(TODAY.minusDays(29), TODAY.minusDays(1)), TODAY));
        assertEquals(expected, ComparedDays.lastWeek(new Period(TODAY.minusDays(14), TODAY), TODAY));
    }

    @ParameterizedTest
    @CsvSource({"2026-11-13, 2026-11-26", "2026-11-12, 2026-11-25", "2026-11-13, 2026-12-10"})
    void hasNoLastWeekWhereTheWindowIsHardlyLonger(LocalDate from, LocalDate to) {
        assertNull(ComparedDays.lastWeek(new Period(from, to), TODAY));
    }
}
