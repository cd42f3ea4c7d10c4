package dev.replyloop.trial.demo;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The story as the dashboard's readers will meet it. */
class DemoStoryTest {

    private static final LocalDate ANCHOR = LocalDate.of(2026, 6, 17);
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Set<String> REASONS =
            Set.of("INCORRECT", "INCOMPLETE", "IRRELEVANT", "OUTDATED", "TONE", "OTHER");
    private static final Pattern SLOT_SYNTAX = Pattern.compile("[{}|¶]|=>");
    private static final Pattern SLIPPED_TYPESETTING =
            Pattern.compile("  | [,.?!]|(?<!\\.)\\.\\.(?!\\.)|,,|\\bnull\\b");

    private static final List<DemoFeedback> STORY = told(ANCHOR, BERLIN);

    @Test
    void isTheSameEachTime() {
        assertEquals(STORY, told(ANCHOR, BERLIN));
    }

    /** Written down, so that another JDK or a change of the dice that moves every demo is noticed. */
    @Test
    void isTheSameOnEveryMachine() {
        DemoFeedback first = STORY.get(0);

        assertAll(
                () -> assertEquals(
                        "5eeeef32-25d0-4b43-85f6-af88bd256cab",
                        first.messageId().toString()),
                () -> assertEquals(
                        "2026-03-20T06:07:39.003194Z", first.occurredAt().toString()));
    }

    @Test
    void tellsTheSameBeatsOnOtherDaysWithoutSharingAnId() {
        List<DemoFeedback> nextDay = told(ANCHOR.plusDays(1), BERLIN);
        Set<Object> ids =
                new HashSet<>(STORY.stream().map(DemoFeedback::messageId).toList());

        assertTrue(nextDay.stream().noneMatch(feedback -> ids.contains(feedback.messageId())));
        assertEquals(usefulness(STORY), usefulness(nextDay), 0.01);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void hasSomeTwentyThousandFeedbacksWhateverTheWeekdayOfTheAnchor(int shift) {
        int size =
                DemoStory.endingAt(ANCHOR.plusDays(shift), BERLIN, Instant.MAX).size();

        assertTrue(size > 18_000 && size < 22_000, () -> "size " + size);
    }

    @Test
    void knowsItsSize() {
        assertEquals(
                STORY.size(), DemoStory.endingAt(ANCHOR, BERLIN, Instant.MAX).size());
    }

    @Test
    void endsAtTheGivenMomentAndOnlyThereDiffersFromTheWholeStory() {
        Instant noon = ANCHOR.atTime(12, 0).atZone(BERLIN).toInstant();
        List<DemoFeedback> untilNoon =
                DemoStory.endingAt(ANCHOR, BERLIN, noon).feedback().toList();

        assertEquals(STORY.subList(0, untilNoon.size()), untilNoon);
        assertTrue(STORY.get(untilNoon.size()).occurredAt().isAfter(noon));
        assertFalse(untilNoon.get(untilNoon.size() - 1).occurredAt().isAfter(noon));
    }

    /** Days on which clocks change lie in each window; Kathmandu is five hours and three quarters ahead of UTC. */
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-06-17",
        "Europe/Berlin, 2026-11-23",
        "Asia/Kathmandu, 2026-06-17",
        "America/St_Johns, 2026-11-23",
        "UTC, 2028-03-01"
    })
    void fillsNinetyDaysOfItsZoneInChronologicalOrder(ZoneId zone, LocalDate anchor) {
        List<Instant> times =
                told(anchor, zone).stream().map(DemoFeedback::occurredAt).toList();
        Set<LocalDate> days = new TreeSet<>(
                times.stream().map(time -> time.atZone(zone).toLocalDate()).toList());

        assertEquals(times.stream().sorted().toList(), times);
        assertEquals(
                anchor.minusDays(89).datesUntil(anchor.plusDays(1)).toList(),
                days.stream().toList());
        assertTrue(times.stream().allMatch(time -> time.equals(time.truncatedTo(ChronoUnit.MICROS))));
        assertTrue(times.stream().map(time -> time.atZone(zone).getHour()).allMatch(hour -> hour >= 7));
    }

    @Test
    void judgesEachSuggestionOnceAndSomeMessagesTwice() {
        Set<List<Object>> identities = new HashSet<>();
        STORY.forEach(feedback -> identities.add(List.of(feedback.messageId(), feedback.aiReply())));
        Map<Object, List<DemoFeedback>> byMessage = STORY.stream().collect(groupingBy(DemoFeedback::messageId));
        List<List<DemoFeedback>> twice = byMessage.values().stream()
                .filter(verdicts -> verdicts.size() > 1)
                .toList();

        assertEquals(STORY.size(), identities.size());
        assertTrue(twice.size() > 500);
        for (List<DemoFeedback> verdicts : twice) {
            assertEquals(2, verdicts.size());
            assertEquals(verdicts.get(0).message(), verdicts.get(1).message());
            assertFalse(verdicts.get(0).useful());
        }
        assertTrue(STORY.stream()
                .allMatch(feedback -> feedback.messageId().version() == 4
                        && feedback.messageId().variant() == 2));
    }

    @Test
    void keepsTheContractsLimits() {
        for (DemoFeedback feedback : STORY) {
            assertText(feedback.message(), 20_000);
            assertText(feedback.aiReply(), 20_000);
            assertTextOrNone(feedback.agentReply(), 20_000);
            assertTextOrNone(feedback.comment(), 2_000);
            assertTextOrNone(feedback.agentId(), 100);
            assertTextOrNone(feedback.channel(), 100);
            assertTextOrNone(feedback.model(), 100);
        }
    }

    @Test
    void givesReasonsForThumbsDownOnly() {
        for (DemoFeedback feedback : STORY) {
            if (feedback.useful()) {
                assertNull(feedback.reason());
            } else if (feedback.reason() != null) {
                assertTrue(REASONS.contains(feedback.reason()), feedback::reason);
            }
        }
        assertEquals(REASONS, Set.copyOf(rejectedReasons()));
    }

    @Test
    void leavesNoSlotOpenAndNoTypesettingSlipped() {
        for (DemoFeedback feedback : STORY) {
            for (String text : texts(feedback)) {
                assertFalse(SLOT_SYNTAX.matcher(text).find(), text);
                assertFalse(SLIPPED_TYPESETTING.matcher(text).find(), text);
            }
        }
    }

    @Test
    void namesNoAddressOutsideTheExampleDomain() {
        Pattern address = Pattern.compile("@(?!(?:kettlewren\\.)?example\\.com)");

        assertTrue(STORY.stream().flatMap(feedback -> texts(feedback).stream()).noneMatch(address.asPredicate()));
    }

    @Test
    void hardlyRepeatsAMessage() {
        Map<Object, String> messages = new HashMap<>();
        STORY.forEach(feedback -> messages.put(feedback.messageId(), feedback.message()));
        long distinct = messages.values().stream().distinct().count();

        assertTrue(distinct >= 0.95 * messages.size(), () -> distinct + " of " + messages.size());
    }

    @Test
    void writesFromOneLineToAParagraph() {
        assertTrue(STORY.stream().anyMatch(feedback -> feedback.message().length() < 30));
        assertTrue(STORY.stream().anyMatch(feedback -> feedback.message().length() > 400));
    }

    @Test
    void leavesSomeContextOut() {
        assertAll(
                () -> assertShare(0.005, 0.05, feedback -> feedback.channel() == null),
                () -> assertShare(0.005, 0.05, feedback -> feedback.model() == null),
                () -> assertShare(0.005, 0.05, feedback -> feedback.agentId() == null),
                () -> assertShare(0.01, 0.08, feedback -> !feedback.useful() && feedback.reason() == null));
    }

    @Test
    void hasThreeChannelsAndADozenAgents() {
        assertEquals(
                Set.of("email", "chat", "phone"),
                values(STORY.stream().map(DemoFeedback::channel).toList()));
        assertEquals(
                12, values(STORY.stream().map(DemoFeedback::agentId).toList()).size());
    }

    @Test
    void repeatsTheMostRejectedRepliesDozensOfTimes() {
        List<Long> rejections = STORY.stream()
                .filter(feedback -> !feedback.useful())
                .filter(feedback -> day(feedback) >= 60)
                .collect(groupingBy(DemoFeedback::aiReply, counting()))
                .values()
                .stream()
                .sorted((one, other) -> Long.compare(other, one))
                .toList();

        assertTrue(rejections.get(9) >= 20, () -> "the tenth has " + rejections.get(9));
        assertTrue(rejections.stream().filter(count -> count == 1).count() > 200);
    }

    @Test
    void overridesMoreThanHalfOfWhatItRejectsAndMendsSomeOfItOnlyInADetail() {
        List<DemoFeedback> rejected =
                STORY.stream().filter(feedback -> !feedback.useful()).toList();
        List<DemoFeedback> overridden = rejected.stream()
                .filter(feedback -> feedback.agentReply() != null)
                .toList();
        long keepTheOpening = overridden.stream()
                .filter(feedback -> feedback.agentReply()
                        .contains(feedback.aiReply()
                                .substring(0, Math.min(25, feedback.aiReply().length()))))
                .count();

        assertTrue(overridden.size() > rejected.size() / 2);
        assertTrue(keepTheOpening > overridden.size() / 8, () -> keepTheOpening + " of " + overridden.size());
        for (DemoFeedback feedback : overridden) {
            assertNotEquals(feedback.aiReply(), feedback.agentReply());
        }
    }

    @Test
    void isQuietAtTheWeekend() {
        Map<Boolean, Long> byWeekend = STORY.stream()
                .collect(groupingBy(
                        feedback -> localDate(feedback).getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0, counting()));
        long weekendDays = ANCHOR.minusDays(89)
                .datesUntil(ANCHOR.plusDays(1))
                .filter(date -> date.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0)
                .count();
        double weekend = byWeekend.get(true) / (double) weekendDays;
        double weekday = byWeekend.get(false) / (double) (DemoStory.DAYS - weekendDays);

        assertEquals(1 / 3.0, weekend / weekday, 0.05);
    }

    @Test
    void rollsOutABetterModelFromDaySixtyOn() {
        List<DemoFeedback> oldModel = with(feedback -> "reply-4".equals(feedback.model()));
        List<DemoFeedback> newModel =
                with(feedback -> "reply-5".equals(feedback.model()) && day(feedback) <= StoryArc.CAMPAIGN_ENDED);

        assertTrue(with(feedback -> "reply-5".equals(feedback.model())).stream().allMatch(each -> day(each) >= 60));
        assertTrue(oldModel.stream().anyMatch(feedback -> day(feedback) > 65));
        assertTrue(oldModel.stream().noneMatch(feedback -> day(feedback) > 75));
        assertEquals(0.68, usefulness(oldModel), 0.02);
        assertEquals(0.82, usefulness(newModel), 0.02);
    }

    @Test
    void hasAnOutageOfPaymentsInTheSixthWeek() {
        Predicate<DemoFeedback> payments =
                feedback -> feedback.message().matches("(?is).*(bank|declin|paym|checkout).*");
        List<DemoFeedback> before = with(payments.and(feedback -> day(feedback) >= 24 && day(feedback) <= 31));
        List<DemoFeedback> outage = with(payments.and(feedback -> day(feedback) >= 40 && day(feedback) <= 47));

        assertTrue(outage.size() > 1.8 * before.size(), () -> before.size() + " before, " + outage.size());
        assertTrue(usefulness(before) > 0.6);
        assertTrue(usefulness(outage) < 0.45);
        assertTrue(with(this::blamesTheBank).stream().allMatch(feedback -> day(feedback) >= 40 && day(feedback) <= 47));
        assertTrue(with(this::blamesTheBank).size() > 50);
    }

    @Test
    void getsWorseInTheLastWeekBecauseTheAiPromisesAnExpiredCampaign() {
        List<DemoFeedback> weekBefore = with(feedback -> day(feedback) >= 76 && day(feedback) <= 82);
        List<DemoFeedback> lastWeek = with(feedback -> day(feedback) >= 83);
        List<DemoFeedback> campaign =
                with(feedback -> feedback.message().toUpperCase(Locale.ROOT).contains("NEST20"));
        String mostRejected = lastWeek.stream()
                .filter(feedback -> !feedback.useful())
                .collect(groupingBy(DemoFeedback::aiReply, counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();

        assertTrue(usefulness(lastWeek) < usefulness(weekBefore) - 0.04);
        assertTrue(campaign.stream().allMatch(feedback -> day(feedback) >= 83));
        assertTrue(campaign.size() > 100 && usefulness(campaign) < 0.35);
        assertTrue(mostRejected.contains("NEST20 is valid"), mostRejected);
    }

    private boolean blamesTheBank(DemoFeedback feedback) {
        return feedback.aiReply().startsWith("Your bank has declined the payment.");
    }

    private static List<DemoFeedback> told(LocalDate anchor, ZoneId zone) {
        return DemoStory.endingAt(anchor, zone, Instant.MAX).feedback().toList();
    }

    private static List<DemoFeedback> with(Predicate<DemoFeedback> predicate) {
        return STORY.stream().filter(predicate).toList();
    }

    private static LocalDate localDate(DemoFeedback feedback) {
        return feedback.occurredAt().atZone(BERLIN).toLocalDate();
    }

    /** From 0 to 89. */
    private static long day(DemoFeedback feedback) {
        return ChronoUnit.DAYS.between(ANCHOR.minusDays(89), localDate(feedback));
    }

    private static double usefulness(List<DemoFeedback> verdicts) {
        return verdicts.stream().filter(DemoFeedback::useful).count() / (double) verdicts.size();
    }

    private static List<String> rejectedReasons() {
        return STORY.stream()
                .map(DemoFeedback::reason)
                .filter(reason -> reason != null)
                .distinct()
                .toList();
    }

    private static Set<String> values(List<String> values) {
        Set<String> distinct = new TreeSet<>();
        values.stream().filter(value -> value != null).forEach(distinct::add);
        return distinct;
    }

    private static List<String> texts(DemoFeedback feedback) {
        return Stream.of(feedback.message(), feedback.aiReply(), feedback.agentReply(), feedback.comment())
                .filter(text -> text != null)
                .toList();
    }

    private static void assertShare(double least, double most, Predicate<DemoFeedback> predicate) {
        double share = with(predicate).size() / (double) STORY.size();
        assertTrue(share >= least && share <= most, () -> "share " + share);
    }

    private static void assertTextOrNone(String text, int limit) {
        if (text != null) {
            assertText(text, limit);
        }
    }

    private static void assertText(String text, int limit) {
        assertFalse(text.isBlank());
        assertTrue(text.codePointCount(0, text.length()) <= limit);
    }
}
