package dev.replyloop.analytics;

import static dev.replyloop.testing.Api.call;
import static dev.replyloop.testing.Api.postBatch;
import static dev.replyloop.testing.NewFeedbackBuilder.override;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsDown;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsUp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.replyloop.testing.Database;
import dev.replyloop.testing.Json;
import dev.replyloop.testing.NewFeedbackBuilder;
import dev.replyloop.testing.PostgresResource;
import dev.replyloop.testing.TopicRows;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An unfinished day is never compared with a whole one, and chance is never shown as a change. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ComparedTest {

    private static final String WINDOW = "from=2024-06-10&to=2024-06-14";
    private static final String DAY = "2024-06-11";
    private static final String DAY_BEFORE = "2024-06-06";

    @Inject
    Database database;

    @Inject
    TopicRows topics;

    /** Keeps each test's feedback apart from all the other tests'. */
    private final String channel = "compared-" + UUID.randomUUID();

    @Test
    void aPastWindowIsComparedWhole() {
        post(DAY, 40, 30, 20);
        post(DAY_BEFORE, 40, 10, 5);
        JsonNode answer = asked("?" + WINDOW);
        JsonNode compared = answer.path("compared");
        assertSide(compared.path("current"), "2024-06-10", "2024-06-14", 40, 30, 20);
        assertSide(compared.path("previous"), "2024-06-05", "2024-06-09", 40, 10, 5);
        assertEquals("NOT_USEFUL", compared.path("measure").asText());
        assertEquals(0.5, compared.path("difference").asDouble(), 1e-6);
        assertTrue(compared.at("/interval/low").asDouble() > 0.25);
        assertTrue(compared.at("/interval/high").asDouble() < 0.75);
        assertTrue(compared.path("q").asDouble() < 0.001);
        assertTrue(compared.path("clear").asBoolean());
        assertEquals(0.375, answer.path("overriddenCompared").path("difference").asDouble(), 1e-6);
        assertTrue(answer.path("lastWeekCompared").isNull());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 7, 14, 30})
    void aWindowThatEndsTodayIsComparedWithoutToday(int length) {
        LocalDate today = today();
        LocalDate from = today.minusDays(length - 1);
        Random dice = new Random(length);
        Map<LocalDate, int[]> days = new HashMap<>();
        for (LocalDate day = from.minusDays(length + 2); !day.isAfter(today); day = day.plusDays(1)) {
            int total = dice.nextInt(1, 6);
            int down = dice.nextInt(total + 1);
            days.put(day, new int[] {total, down, dice.nextInt(down + 1)});
            post(day + (day.equals(today) ? "T00:00:00Z" : "T12:00:00Z"), total, down, days.get(day)[2]);
        }
        LocalDate previousTo = from.minusDays(length % 7 == 0 ? 2 : 1);

        JsonNode compared = asked("?from=" + from + "&to=" + today).path("compared");
        assertSide(compared.path("current"), from, today.minusDays(1), days);
        assertSide(compared.path("previous"), previousTo.minusDays(length - 2), previousTo, days);
        assertEquals(
                compared.at("/current/notUsefulCount").asDouble()
                                / compared.at("/current/total").asDouble()
                        - compared.at("/previous/notUsefulCount").asDouble()
                                / compared.at("/previous/total").asDouble(),
                compared.path("difference").asDouble(),
                1e-6);
        // The breakdown says the same of its only channel.
        assertEquals(
                compared,
                asked("/breakdown?by=channel&from=" + from + "&to=" + today).at("/items/0/compared"));
    }

    @Test
    void todayAloneIsComparedWithNothing() {
        String today = today().toString();
        String id = post(today + "T00:00:00Z", 20, 15, 10).get(0);
        topics.place(topics.found("compared today " + channel), id);
        String window = "from=" + today + "&to=" + today;
        JsonNode answer = asked("?" + window);
        assertEquals(20, answer.path("total").asInt());
        for (JsonNode compared : List.of(
                answer.path("compared"),
                answer.path("overriddenCompared"),
                answer.path("lastWeekCompared"),
                asked("/breakdown?by=channel&" + window).at("/items/0/compared"),
                asked("/breakdown?by=reason&" + window).at("/items/0/compared"),
                asked("/topics?" + window).at("/items/0/compared"),
                asked("/topics?" + window).at("/other/compared"))) {
            assertTrue(compared.isNull(), compared::toString);
        }
    }

    @Test
    void knowsNoDifferenceWhereThePeriodBeforeIsEmpty() {
        post(DAY, 40, 30, 20);
        JsonNode compared = asked("?" + WINDOW).path("compared");
        assertSide(compared.path("previous"), "2024-06-05", "2024-06-09", 0, 0, 0);
        for (String unknown : List.of("/difference", "/interval", "/q", "/previous/share")) {
            assertTrue(compared.at(unknown).isNull(), unknown);
        }
        assertFalse(compared.path("clear").asBoolean());
        assertEquals(0.75, compared.at("/current/share").asDouble(), 1e-6);
    }

    @Test
    void theLastWeekOfALongWindowStandsAgainstTheWeekBefore() {
        post("2024-06-24", 30, 20, 0);
        post("2024-06-23", 30, 5, 0);
        JsonNode compared = asked("?from=2024-06-10&to=2024-06-30").path("lastWeekCompared");
        assertSide(compared.path("current"), "2024-06-24", "2024-06-30", 30, 20, 0);
        assertSide(compared.path("previous"), "2024-06-17", "2024-06-23", 30, 5, 0);
        assertTrue(compared.path("clear").asBoolean());
    }

    @Test
    void filtersHoldForBothSides() {
        post(DAY, 20, 15, 0, feedback -> feedback.with("model", "m1").with("reason", "TONE"));
        post(DAY, 20, 5, 0, feedback -> feedback.with("model", "m2").with("reason", "OTHER"));
        post(DAY_BEFORE, 20, 5, 0, feedback -> feedback.with("model", "m1").with("reason", "OTHER"));
        post(DAY_BEFORE, 20, 18, 0, feedback -> feedback.with("model", "m2").with("reason", "TONE"));
        assertEquals(
                0.5, asked("?model=m1&" + WINDOW).at("/compared/difference").asDouble(), 1e-6);
        JsonNode tone = asked("?reason=TONE&" + WINDOW).path("compared");
        assertSide(tone.path("current"), "2024-06-10", "2024-06-14", 15, 15, 0);
        assertSide(tone.path("previous"), "2024-06-05", "2024-06-09", 18, 18, 0);
    }

    @Test
    void aReasonIsComparedByItsPartOfAllThumbsDown() {
        post(DAY, 30, 20, 0, feedback -> feedback.with("reason", "TONE"));
        post(DAY, 30, 10, 0, feedback -> feedback.with("reason", "OTHER"));
        post(DAY_BEFORE, 50, 5, 0, feedback -> feedback.with("reason", "TONE"));
        post(DAY_BEFORE, 50, 35, 0, feedback -> feedback.with("reason", "OTHER"));
        JsonNode tone = asked("/breakdown?by=reason&" + WINDOW).path("items").get(1);
        assertEquals(
                "TONE",
                asked("/breakdown?by=reason&" + WINDOW).at("/items/0/value").asText());
        assertEquals("OTHER", tone.path("value").asText());
        JsonNode compared = tone.path("compared");
        assertEquals("PART_OF_ALL", compared.path("measure").asText());
        assertEquals(30, compared.at("/current/base").asInt());
        assertEquals(40, compared.at("/previous/base").asInt());
        assertEquals(10.0 / 30 - 35.0 / 40, compared.path("difference").asDouble(), 1e-6);
        assertTrue(compared.path("clear").asBoolean());
    }

    /** What one topic alone would be called, its list may not: Benjamini and Hochberg, over all with ten verdicts a side. */
    @Test
    void aTopicInAListIsToldFromChanceByTheWholeList() {
        Map<String, UUID> ids = new HashMap<>();
        for (int i = 0; i < 12; i++) {
            int down = i == 0 ? 30 : i == 1 ? 18 : 12;
            UUID topic = topics.found("compared " + i + " " + channel);
            ids.put("topic " + i, topic);
            topics.place(topic, post(DAY, 40, down, 0).toArray(String[]::new));
            topics.place(topic, post(DAY_BEFORE, 40, i == 1 ? 9 : 12, 0).toArray(String[]::new));
        }
        UUID small = topics.found("compared small " + channel);
        topics.place(small, post(DAY, 9, 9, 0).toArray(String[]::new));
        topics.place(small, post(DAY_BEFORE, 40, 0, 0).toArray(String[]::new));
        String inNone = post(DAY, 1, 1, 0).get(0);
        topics.place(null, inNone);

        Map<String, JsonNode> compared = new HashMap<>();
        JsonNode answer = asked("/topics?" + WINDOW);
        answer.path("items").forEach(item -> compared.put(item.path("id").asText(), item.path("compared")));
        JsonNode clear = compared.get(ids.get("topic 0").toString());
        JsonNode chance = compared.get(ids.get("topic 1").toString());
        double alone = ExactTest.pValue(18, 40, 9, 40);
        assertTrue(alone < 0.05);
        assertEquals(alone * 12 / 2, chance.path("q").asDouble(), 1e-6);
        assertFalse(chance.path("clear").asBoolean());
        assertTrue(chance.at("/interval/low").asDouble() > 0);
        assertEquals(ExactTest.pValue(30, 40, 12, 40) * 12, clear.path("q").asDouble(), 1e-6);
        assertTrue(clear.path("clear").asBoolean());
        JsonNode tooFew = compared.get(small.toString());
        assertTrue(tooFew.path("q").isNull());
        assertFalse(tooFew.path("clear").asBoolean());
        assertEquals(1.0, tooFew.path("difference").asDouble(), 1e-6);
        assertTrue(answer.at("/other/compared/difference").isNull());
    }

    /** A case by its part of its topic's overrides, of all cases whatever the limit; what is like no other is none. */
    @Test
    void anOverrideCaseIsComparedByItsPartOfItsTopicsOverrides() {
        UUID topic = topics.found("compared overrides " + channel);
        List<String> placed = new ArrayList<>();
        placed.addAll(post(DAY, 30, 30, 30, feedback -> feedback.with("aiReply", "Wait 5 days.")));
        placed.addAll(post(DAY, 10, 10, 10, feedback -> feedback.with("aiReply", "Call us.")));
        placed.addAll(post(DAY, 1, 1, 1, feedback -> feedback.with("aiReply", "Sing.")));
        placed.addAll(post(DAY_BEFORE, 10, 10, 10, feedback -> feedback.with("aiReply", "wait 7 days.")));
        placed.addAll(post(DAY_BEFORE, 30, 30, 30, feedback -> feedback.with("aiReply", "Call us.")));
        topics.place(topic, placed.toArray(String[]::new));

        JsonNode cases = asked("/overrides?" + WINDOW).path("items");
        JsonNode most = cases.get(0).path("compared");
        assertEquals("PART_OF_ALL", most.path("measure").asText());
        assertSide(most.path("current"), "2024-06-10", "2024-06-14", 30, 30, 30);
        assertSide(most.path("previous"), "2024-06-05", "2024-06-09", 10, 10, 10);
        assertEquals(41, most.at("/current/base").asInt());
        assertEquals(30.0 / 41 - 10.0 / 40, most.path("difference").asDouble(), 1e-6);
        // The two cases are the family, though one alone is asked for.
        assertEquals(ExactTest.pValue(30, 41, 10, 40), most.path("q").asDouble(), 1e-6);
        assertEquals(most, asked("/overrides?limit=1&" + WINDOW).at("/items/0/compared"));
        assertEquals(2, cases.size(), "what is like no other is no case");
    }

    private List<String> post(String day, int total, int down, int overridden) {
        return post(day, total, down, overridden, feedback -> feedback);
    }

    /** So many verdicts on a day; of these so many thumbs-down, of which so many are overridden. */
    private List<String> post(String day, int total, int down, int overridden, UnaryOperator<NewFeedbackBuilder> with) {
        String instant = day.contains("T") ? day : day + "T12:00:00Z";
        List<Map<String, Object>> items = Stream.iterate(0, i -> i + 1)
                .limit(total)
                .map(i -> {
                    NewFeedbackBuilder verdict = i < overridden ? override() : i < down ? thumbsDown() : thumbsUp();
                    NewFeedbackBuilder whole =
                            with.apply(verdict).with("channel", channel).at(instant);
                    return i < down ? whole : whole.without("reason");
                })
                .map(NewFeedbackBuilder::fields)
                .toList();
        return postBatch(items).statusCode(200).extract().path("results.id");
    }

    private JsonNode asked(String path) {
        return Json.of(call().get("/api/feedback/analytics" + path + "&channel=" + channel)
                .then()
                .statusCode(200));
    }

    private static void assertSide(JsonNode side, LocalDate from, LocalDate to, Map<LocalDate, int[]> days) {
        int[] sums = new int[3];
        from.datesUntil(to.plusDays(1)).forEach(day -> {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += days.get(day)[i];
            }
        });
        assertSide(side, from.toString(), to.toString(), sums[0], sums[1], sums[2]);
    }

    private static void assertSide(JsonNode side, String from, String to, int total, int down, int overridden) {
        assertEquals(
                List.of(from, to, total, total - down, down, overridden),
                List.of(
                        side.path("from").asText(),
                        side.path("to").asText(),
                        side.path("total").asInt(),
                        side.path("usefulCount").asInt(),
                        side.path("notUsefulCount").asInt(),
                        side.path("overriddenCount").asInt()));
    }

    private LocalDate today() {
        return database.query("SELECT (now() AT TIME ZONE 'UTC')::date")
                .iterator()
                .next()
                .getLocalDate(0);
    }
}
