package dev.replyloop.analytics;

import static dev.replyloop.analytics.Comparison.Measure.NOT_USEFUL;
import static dev.replyloop.analytics.Comparison.Measure.OVERRIDDEN;
import static dev.replyloop.analytics.Comparison.Measure.PART_OF_ALL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.analytics.Comparison.Sides;
import dev.replyloop.shared.Period;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

    private static final ComparedDays DAYS = new ComparedDays(
            new Period(LocalDate.of(2026, 11, 19), LocalDate.of(2026, 11, 25)),
            new Period(LocalDate.of(2026, 11, 12), LocalDate.of(2026, 11, 18)));

    @Test
    void ofOneFigureSaysHowMuchItsShareMoved() {
        Comparison worse = Comparison.alone(notUseful(90, 300, 60, 300));
        assertEquals(0.3, worse.current().share(), 1e-12);
        assertEquals(0.2, worse.previous().share(), 1e-12);
        assertEquals(0.1, worse.difference(), 1e-12);
        assertTrue(worse.interval().low() > 0 && worse.interval().high() < 0.2);
        assertTrue(worse.q() < 0.05);
        assertTrue(worse.clear());
        assertEquals(DAYS.current().from(), worse.current().from());
        assertEquals(DAYS.previous().to(), worse.previous().to());
        assertEquals(210, worse.current().usefulCount());

        Comparison chance = Comparison.alone(notUseful(3, 10, 2, 10));
        assertFalse(chance.clear());
        assertTrue(chance.q() > 0.05);
    }

    @Test
    void knowsNoDifferenceWhereASideHasNothing() {
        for (Sides sides : new Sides[] {notUseful(5, 10, 0, 0), notUseful(0, 0, 5, 10), notUseful(0, 0, 0, 0)}) {
            Comparison compared = Comparison.alone(sides);
            assertNull(compared.difference());
            assertNull(compared.interval());
            assertNull(compared.q());
            assertFalse(compared.clear());
        }
        assertNull(Comparison.alone(notUseful(5, 10, 0, 0)).previous().share());
    }

    @Test
    void comparesWhatWasOverriddenAndPartsOfAWhole() {
        Counts now = new Counts(100, 60, 30);
        Counts before = new Counts(100, 60, 10);
        assertEquals(
                0.2,
                Comparison.alone(Sides.ofOwn(OVERRIDDEN, DAYS, now, before)).difference(),
                1e-12);
        Comparison part = Comparison.alone(new Sides(PART_OF_ALL, DAYS, now, before, 200, 400));
        assertEquals(0.25, part.difference(), 1e-12);
        assertEquals(200, part.current().base());
    }

    /** Each of these alone is clear; beside 79 others that did not move it may well be chance. */
    @Test
    void aListNeedsMoreThanOneFigureAlone() {
        Sides moved = notUseful(20, 40, 11, 40);
        assertTrue(Comparison.alone(moved).clear());
        Map<Integer, Sides> list = new HashMap<>();
        for (int topic = 0; topic < 79; topic++) {
            list.put(topic, topic == 0 ? moved : notUseful(10, 40, 10, 40));
        }
        Comparison listed = Comparison.list(list).get(0);
        assertFalse(listed.clear());
        assertEquals(Math.min(1, 79 * Comparison.alone(moved).q()), listed.q(), 1e-9);
        assertEquals(Comparison.alone(moved).difference(), listed.difference());
    }

    @ParameterizedTest
    @CsvSource({"9, 100", "100, 9"})
    void leavesOutOfTheFamilyWhatHasTooFewVerdicts(long total, long totalBefore) {
        Sides clear = notUseful(60, 100, 20, 100);
        Map<String, Sides> list = new HashMap<>();
        list.put("clear", clear);
        list.put("small", notUseful(total, total, 0, totalBefore));
        list.put("gone", new Sides(PART_OF_ALL, DAYS, Counts.NONE, Counts.NONE, 100, 100));
        Map<String, Comparison> compared = Comparison.list(list);
        assertEquals(Comparison.alone(clear).q(), compared.get("clear").q());
        assertNull(compared.get("small").q());
        assertFalse(compared.get("small").clear());
        assertNotNull(compared.get("small").difference());
        assertNull(compared.get("gone").q());
    }

    /** 79 topics of any size and share, none of which changed: at most one list in twenty may claim that any did. */
    @Test
    void claimsAChangeInOneOfTwentyListsAtMostWhereNothingChanged() {
        Random dice = new Random(5);
        int lists = 1_000;
        int wrong = 0;
        for (int i = 0; i < lists; i++) {
            wrong += Comparison.list(topics(dice, 79, 0)).values().stream().anyMatch(Comparison::clear) ? 1 : 0;
        }
        assertTrue(wrong <= 0.05 * lists, "lists that claim a change: " + wrong);
    }

    /** Where 20 of 79 did change, at most one in twenty of the claimed changes is none, on average; and many are found, small as most topics are. */
    @Test
    void holdsTheFalseDiscoveryRate() {
        Random dice = new Random(6);
        int lists = 400;
        double falseShares = 0;
        int found = 0;
        for (int i = 0; i < lists; i++) {
            int claimed = 0;
            int claimedFalsely = 0;
            for (Map.Entry<Integer, Comparison> topic :
                    Comparison.list(topics(dice, 79, 20)).entrySet()) {
                claimed += topic.getValue().clear() ? 1 : 0;
                claimedFalsely += topic.getValue().clear() && topic.getKey() >= 20 ? 1 : 0;
            }
            falseShares += claimed == 0 ? 0 : (double) claimedFalsely / claimed;
            found += claimed - claimedFalsely;
        }
        assertTrue(falseShares / lists <= 0.05, "false of the claimed: " + falseShares / lists);
        assertTrue(found > lists * 6, "found " + (double) found / lists + " of 20");
    }

    /** Topics with 10 to 300 verdicts a side; the share of the first ones rose by 25 points. */
    private static Map<Integer, Sides> topics(Random dice, int count, int changed) {
        Map<Integer, Sides> topics = new HashMap<>();
        for (int topic = 0; topic < count; topic++) {
            int total = 10 + (int) (290 * Math.pow(dice.nextDouble(), 3));
            int totalBefore = 10 + (int) (290 * Math.pow(dice.nextDouble(), 3));
            double share = 0.5 * dice.nextDouble();
            topics.put(
                    topic,
                    notUseful(
                            Sample.of(total, topic < changed ? share + 0.25 : share, dice),
                            total,
                            Sample.of(totalBefore, share, dice),
                            totalBefore));
        }
        return topics;
    }

    private static Sides notUseful(long part, long total, long partBefore, long totalBefore) {
        return Sides.ofOwn(
                NOT_USEFUL,
                DAYS,
                new Counts(total, total - part, 0),
                new Counts(totalBefore, totalBefore - partBefore, 0));
    }
}
