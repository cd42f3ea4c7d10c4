package dev.replyloop.analytics;

import static dev.replyloop.testing.Api.call;
import static dev.replyloop.testing.Api.postBatch;
import static dev.replyloop.testing.NewFeedbackBuilder.override;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsDown;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsUp;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.replyloop.testing.Database;
import dev.replyloop.testing.Json;
import dev.replyloop.testing.NewFeedbackBuilder;
import dev.replyloop.testing.PostgresResource;
import dev.replyloop.testing.RankedReplies;
import dev.replyloop.testing.TopicRows;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cards, chart, tables and list say the same as a count made straight in SQL, whatever is filtered. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class FiguresAgreeTest {

    private static final LocalDate FIRST = LocalDate.of(2019, 3, 1);
    private static final int DAYS = 40;
    private static final List<String> CHANNELS = Arrays.asList("email", "chat", null);
    private static final List<String> MODELS = Arrays.asList("m1", "m2", null);
    private static final List<String> REASONS = Arrays.asList("TONE", "INCORRECT", null);

    private static final UUID LATE = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final UUID BROKEN = UUID.fromString("00000000-0000-4000-8000-000000000002");
    private static final UUID HIDDEN = UUID.fromString("00000000-0000-4000-8000-000000000003");
    private static final List<UUID> TOPICS = Arrays.asList(LATE, BROKEN, HIDDEN, null);

    private static boolean written;

    @Inject
    Database database;

    @Inject
    TopicRows topics;

    /** What a call filters by; null: not at all; '' among the values: has none. */
    private record Filter(
            LocalDate from, LocalDate to, String[] channels, String[] models, String[] reasons, String[] topics) {

        static Filter any(Random dice) {
            LocalDate from = FIRST.plusDays(dice.nextInt(DAYS));
            LocalDate to = from.plusDays(dice.nextInt(DAYS));
            return new Filter(
                    from, to, some(CHANNELS, dice), some(MODELS, dice), some(REASONS, dice), some(TOPICS, dice));
        }

        private static String[] some(List<?> values, Random dice) {
            if (dice.nextInt(3) > 0) {
                return null;
            }
            Set<String> chosen = new HashSet<>();
            for (int i = 0; i <= dice.nextInt(2); i++) {
                Object value = values.get(dice.nextInt(values.size()));
                chosen.add(value == null ? "" : value.toString());
            }
            return chosen.toArray(String[]::new);
        }

        String query() {
            StringBuilder query = new StringBuilder("from=" + from + "&to=" + to);
            Map<String, String[]> filters = new LinkedHashMap<>();
            filters.put("channel", channels);
            filters.put("model", models);
            filters.put("reason", reasons);
            filters.put("topic", topics);
            filters.forEach((name, values) -> {
                if (values != null) {
                    Arrays.stream(values)
                            .forEach(value ->
                                    query.append('&').append(name).append('=').append(value));
                }
            });
            return query.toString();
        }

        Filter before() {
            return new Filter(
                    from.minusDays(to.toEpochDay() - from.toEpochDay() + 1),
                    from.minusDays(1),
                    channels,
                    models,
                    reasons,
                    topics);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25})
    void whateverIsFilteredAllFiguresAgreeWithARecount(long seed) {
        writeOnce();
        Filter filter = Filter.any(new Random(seed));

        JsonNode overview = asked("/api/feedback/analytics", filter);
        assertEquals(recount(filter), counts(overview), filter::query);
        assertEquals(recount(filter.before()), counts(overview.path("previous")), filter::query);
        assertEquals(recountByDay(filter), days(overview), filter::query);
        assertEquals(recountByDay(filter.before()), days(overview.path("previous")), filter::query);
        assertEquals(rankedInSql(filter), RankedReplies.shown(overview), filter::query);
        for (String by : List.of("channel", "model", "reason")) {
            JsonNode breakdown = asked("/api/feedback/analytics/breakdown?by=" + by, filter);
            assertEquals(
                    recountBy(by, filter),
                    Json.each(breakdown.path("items"), FiguresAgreeTest::valueIn),
                    () -> by + " of " + filter.query());
        }
        assertEquals(idsInSql(filter), listed(filter), filter::query);

        JsonNode byTopic = asked("/api/feedback/analytics/topics", filter);
        assertEquals(recountTopics(filter), topicsIn(byTopic), filter::query);
        assertEquals(recountOther(filter), counts(byTopic.path("other")), filter::query);
        assertEquals(recountOther(filter.before()), counts(byTopic.path("other").path("previous")), filter::query);
        JsonNode overrides = asked("/api/feedback/analytics/overrides?limit=50", filter);
        assertEquals(recountOverrides(filter), overridesIn(overrides), filter::query);
        for (JsonNode one : overrides.path("items")) {
            if (filter.query().contains("topic=")) {
                // The list would show those of the other topics too.
                break;
            }
            JsonNode listed = asked(
                    "/api/feedback/count?overrideCase="
                            + one.path("overrideCase").asText() + "&topic="
                            + one.path("topic").path("id").asText(),
                    filter);
            assertEquals(one.path("count").asInt(), listed.path("count").asInt(), filter::query);
        }
    }

    private static JsonNode asked(String path, Filter filter) {
        return Json.of(call().get(path + (path.contains("?") ? "&" : "?") + filter.query())
                .then()
                .statusCode(200));
    }

    @Test
    void theCountersAreExact() {
        writeOnce();
        database.assertCountersExact("UTC");
        topics.assertCountersExact();
    }

    /** Some 400 posts on fewer suggestions, so that many verdicts are replaced, repeated or superseded. */
    private void writeOnce() {
        if (written) {
            return;
        }
        written = true;
        Random dice = new Random(42);
        List<String> messages = IntStream.range(0, 130)
                .mapToObj(i -> new UUID(dice.nextLong(), dice.nextLong()).toString())
                .toList();
        List<Map<String, Object>> items = IntStream.range(0, 420)
                .mapToObj(i -> anyFeedback(messages, dice).fields())
                .toList();
        Set<String> outcomes = new HashSet<>();
        for (int start = 0; start < items.size(); start += 60) {
            var answer = postBatch(items.subList(start, start + 60)).body("results.status", everyItem(lessThan(300)));
            outcomes.addAll(answer.extract().path("results.outcome"));
        }
        assertTrue(outcomes.containsAll(Set.of("CREATED", "REPLACED", "SUPERSEDED")), outcomes::toString);
        topics.found(LATE, "figures agree: late");
        topics.found(BROKEN, "figures agree: broken");
        topics.found(HIDDEN, "figures agree: hidden");
        database.query("UPDATE topics SET hidden = true WHERE id = $1", HIDDEN);
        Map<UUID, Set<String>> placed = new HashMap<>();
        for (Row row : database.query(
                "SELECT id, message_id FROM feedback WHERE (occurred_at AT TIME ZONE 'UTC')::date BETWEEN $1 AND $2",
                FIRST,
                FIRST.plusDays(DAYS))) {
            // One in five is not placed yet.
            int place = Math.floorMod(row.getUUID("message_id").hashCode(), TOPICS.size() + 1);
            if (place < TOPICS.size()) {
                placed.computeIfAbsent(TOPICS.get(place), topic -> new HashSet<>())
                        .add(row.getUUID("id").toString());
            }
        }
        placed.forEach((topic, ids) -> topics.place(topic, ids.toArray(String[]::new)));
    }

    private static NewFeedbackBuilder anyFeedback(List<String> messages, Random dice) {
        boolean useful = dice.nextInt(10) < 4;
        NewFeedbackBuilder start = useful ? thumbsUp() : dice.nextBoolean() ? override() : thumbsDown();
        Instant occurredAt = FIRST.atStartOfDay(ZoneOffset.UTC).toInstant().plusSeconds(dice.nextInt(DAYS * 86_400));
        return start.with("messageId", any(messages, dice))
                .with("aiReply", "Suggestion " + (int) Math.sqrt(dice.nextInt(400)))
                .with("channel", any(CHANNELS, dice))
                .with("model", any(MODELS, dice))
                .with("reason", useful ? null : any(REASONS, dice))
                .at(occurredAt);
    }

    private static <T> T any(List<T> list, Random dice) {
        return list.get(dice.nextInt(list.size()));
    }

    private List<Long> recount(Filter filter) {
        Row row = select("""
                        SELECT count(*), count(*) FILTER (WHERE useful), count(*) FILTER (WHERE NOT useful),
                               count(*) FILTER (WHERE overridden)
                        FROM chosen
                        """, filter).iterator().next();
        return List.of(row.getLong(0), row.getLong(1), row.getLong(2), row.getLong(3));
    }

    private static List<Long> counts(JsonNode counted) {
        return List.of(
                counted.path("total").asLong(),
                counted.path("usefulCount").asLong(),
                counted.path("notUsefulCount").asLong(),
                counted.path("overriddenCount").asLong());
    }

    private static List<Map<String, Object>> days(JsonNode counted) {
        return Json.each(
                counted.path("dailyBreakdown"),
                day -> Map.of(
                        "date", day.path("date").asText(),
                        "useful", day.path("useful").asInt(),
                        "total", day.path("total").asInt()));
    }

    private List<Map<String, Object>> recountByDay(Filter filter) {
        List<Map<String, Object>> days = new ArrayList<>();
        for (Row row : select("""
                SELECT day::date::text AS day, count(id)::integer AS total, (count(id) FILTER (WHERE useful))::integer AS useful
                FROM generate_series($1::date, $2::date, interval '1 day') AS day
                LEFT JOIN chosen ON (occurred_at AT TIME ZONE 'UTC')::date = day
                GROUP BY day ORDER BY day
                """, filter)) {
            days.add(Map.of(
                    "date",
                    row.getString("day"),
                    "useful",
                    row.getInteger("useful"),
                    "total",
                    row.getInteger("total")));
        }
        return days;
    }

    private List<Map<String, Object>> recountBy(String by, Filter filter) {
        Map<String, List<Integer>> before = recountByValue(by, filter.before());
        Map<String, List<Integer>> now = recountByValue(by, filter);
        before.keySet().forEach(value -> now.putIfAbsent(value, List.of(0, 0, 0, 0)));
        List<Map<String, Object>> items = new ArrayList<>();
        now.forEach((value, counts) -> {
            Map<String, Object> item = named(counts);
            item.put("value", value.isEmpty() ? null : value);
            item.put("previous", named(before.getOrDefault(value, List.of(0, 0, 0, 0))));
            items.add(item);
        });
        items.sort((a, b) -> {
            int byTotal = Integer.compare((int) b.get("total"), (int) a.get("total"));
            int byPrevious = Integer.compare(previousTotal(b), previousTotal(a));
            return byTotal != 0 ? byTotal : byPrevious != 0 ? byPrevious : text(a).compareTo(text(b));
        });
        return items;
    }

    private static int previousTotal(Map<String, Object> item) {
        return (int) ((Map<?, ?>) item.get("previous")).get("total");
    }

    private static String text(Map<String, Object> item) {
        return item.get("value") == null ? "" : (String) item.get("value");
    }

    private static Map<String, Object> valueIn(JsonNode shown) {
        Map<String, Object> item = named(shown);
        item.put("value", shown.path("value").textValue());
        item.put("previous", named(shown.path("previous")));
        return item;
    }

    private static Map<String, Object> named(JsonNode counted) {
        List<Long> counts = counts(counted);
        assertEquals(counts.get(0), counts.get(1) + counts.get(2));
        return named(List.of(
                counts.get(0).intValue(),
                counts.get(1).intValue(),
                counts.get(3).intValue()));
    }

    private static Map<String, Object> named(List<Integer> counts) {
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("total", counts.get(0));
        named.put("usefulCount", counts.get(1));
        named.put("notUsefulCount", counts.get(0) - counts.get(1));
        named.put("overriddenCount", counts.get(2));
        return named;
    }

    private Map<String, List<Integer>> recountByValue(String by, Filter filter) {
        Map<String, List<Integer>> values = new LinkedHashMap<>();
        String rejectedAlone = by.equals("reason") ? " WHERE NOT useful" : "";
        for (Row row : select(
                "SELECT coalesce(" + by + ", '') AS value, count(*)::integer AS total,"
                        + " (count(*) FILTER (WHERE useful))::integer AS useful,"
                        + " (count(*) FILTER (WHERE overridden))::integer AS overridden"
                        + " FROM chosen" + rejectedAlone + " GROUP BY 1",
                filter)) {
            values.put(
                    row.getString("value"),
                    List.of(row.getInteger("total"), row.getInteger("useful"), row.getInteger("overridden")));
        }
        return values;
    }

    /** By topic: its counts and those before, the days' sums, and whether the rate is that of the counts. */
    private Map<String, List<Object>> recountTopics(Filter filter) {
        Map<String, List<Object>> recounted = new HashMap<>();
        for (UUID topic : List.of(LATE, BROKEN)) {
            List<Long> now = recountIn(topic, filter);
            List<Long> before = recountIn(topic, filter.before());
            if (now.get(0) + before.get(0) > 0) {
                Float rate = now.get(0) == 0 ? null : (float) ((double) now.get(2) / now.get(0));
                recounted.put(topic.toString(), Arrays.asList(now, before, now.get(0), now.get(1), rate));
            }
        }
        return recounted;
    }

    private static Map<String, List<Object>> topicsIn(JsonNode byTopic) {
        Map<String, List<Object>> shown = new HashMap<>();
        for (JsonNode topic : byTopic.path("items")) {
            JsonNode rate = topic.path("failureRate");
            shown.put(
                    topic.path("id").asText(),
                    Arrays.asList(
                            counts(topic),
                            counts(topic.path("previous")),
                            sum(topic, "total"),
                            sum(topic, "useful"),
                            rate.isNull() ? null : rate.floatValue()));
        }
        return shown;
    }

    private static long sum(JsonNode topic, String figure) {
        return Json.each(topic.path("dailyBreakdown"), day -> day.path(figure).asLong()).stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private List<Long> recountOther(Filter filter) {
        return recountIn(null, filter);
    }

    private List<Long> recountIn(UUID topic, Filter filter) {
        Row row = select("""
                SELECT count(*), count(*) FILTER (WHERE chosen.useful), count(*) FILTER (WHERE NOT chosen.useful),
                       count(*) FILTER (WHERE chosen.overridden)
                FROM chosen JOIN topic_feedback ON feedback_id = id
                WHERE topic_id IS NOT DISTINCT FROM $7::uuid
                """, filter, topic).iterator().next();
        return List.of(row.getLong(0), row.getLong(1), row.getLong(2), row.getLong(3));
    }

    /** Replies here differ in a number alone, so a topic's are one case; one alone is none. */
    private Set<String> recountOverrides(Filter filter) {
        Set<String> cases = new HashSet<>();
        for (UUID topic : List.of(LATE, BROKEN)) {
            long overrides = recountIn(topic, filter).get(3);
            if (overrides > 1) {
                cases.add(topic + " " + overrides + " " + 1f);
            }
        }
        return cases;
    }

    private static Set<String> overridesIn(JsonNode overrides) {
        return new HashSet<>(Json.each(
                overrides.path("items"),
                item -> item.path("topic").path("id").asText() + " " + item.path("count") + " "
                        + item.path("share").floatValue()));
    }

    private List<String> rankedInSql(Filter filter) {
        return RankedReplies.counted(select("""
                SELECT DISTINCT ai_reply, count(*) OVER reply AS rejections, max(occurred_at) OVER reply AS last,
                       first_value(id) OVER (PARTITION BY ai_reply
                           ORDER BY (agent_reply IS NULL), occurred_at DESC, id DESC) AS shown
                FROM chosen WHERE NOT useful
                WINDOW reply AS (PARTITION BY ai_reply)
                ORDER BY rejections DESC, last DESC, ai_reply LIMIT 10
                """, filter));
    }

    private Set<String> idsInSql(Filter filter) {
        Set<String> ids = new HashSet<>();
        select("SELECT id FROM chosen", filter)
                .forEach(row -> ids.add(row.getUUID("id").toString()));
        return ids;
    }

    private static Set<String> listed(Filter filter) {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = asked("/api/feedback?limit=37" + cursor, filter);
            ids.addAll(Json.each(page.path("items"), item -> item.path("id").asText()));
            cursor = page.hasNonNull("nextCursor")
                    ? "&cursor=" + page.path("nextCursor").asText()
                    : null;
        } while (cursor != null);
        Set<String> once = new HashSet<>(ids);
        assertEquals(ids.size(), once.size(), "listed twice");
        return once;
    }

    /** Asks about the feedback that the filter chooses, which the question knows as "chosen". */
    private RowSet<Row> select(String question, Filter filter, Object... more) {
        List<Object> parameters = new ArrayList<>(Arrays.asList(
                filter.from(), filter.to(), filter.channels(), filter.models(), filter.reasons(), filter.topics()));
        parameters.addAll(Arrays.asList(more));
        return database.query("""
                WITH chosen AS (
                    SELECT * FROM feedback
                    WHERE (occurred_at AT TIME ZONE 'UTC')::date BETWEEN $1::date AND $2::date
                      AND ($3::text[] IS NULL OR coalesce(channel, '') = ANY ($3))
                      AND ($4::text[] IS NULL OR coalesce(model, '') = ANY ($4))
                      AND ($5::text[] IS NULL OR (NOT useful AND coalesce(reason, '') = ANY ($5)))
                      AND ($6::text[] IS NULL OR EXISTS (
                          SELECT FROM topic_feedback
                          WHERE feedback_id = feedback.id AND coalesce(topic_id::text, '') = ANY ($6))))
                """ + question, parameters.toArray());
    }
}
