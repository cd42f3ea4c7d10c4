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

import dev.replyloop.testing.Database;
import dev.replyloop.testing.NewFeedbackBuilder;
import dev.replyloop.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
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

    private static boolean written;

    @Inject
    Database database;

    /** What a call filters by; null: not at all; '' among the values: has none. */
    private record Filter(LocalDate from, LocalDate to, String[] channels, String[] models, String[] reasons) {

        static Filter any(Random dice) {
            LocalDate from = FIRST.plusDays(dice.nextInt(DAYS));
            LocalDate to = from.plusDays(dice.nextInt(DAYS));
            return new Filter(from, to, some(CHANNELS, dice), some(MODELS, dice), some(REASONS, dice));
        }

        private static String[] some(List<String> values, Random dice) {
            if (dice.nextInt(3) > 0) {
                return null;
            }
            Set<String> chosen = new HashSet<>();
            for (int i = 0; i <= dice.nextInt(2); i++) {
                String value = values.get(dice.nextInt(values.size()));
                chosen.add(value == null ? "" : value);
            }
            return chosen.toArray(String[]::new);
        }

        String query() {
            StringBuilder query = new StringBuilder("from=" + from + "&to=" + to);
            Map<String, String[]> filters = new LinkedHashMap<>();
            filters.put("channel", channels);
            filters.put("model", models);
            filters.put("reason", reasons);
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
                    reasons);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void whateverIsFilteredAllFiguresAgreeWithARecount(long seed) {
        writeOnce();
        Filter filter = Filter.any(new Random(seed));

        JsonPath overview = call().get("/api/feedback/analytics?" + filter.query())
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertEquals(recount(filter), counts(overview, ""), filter::query);
        assertEquals(recount(filter.before()), counts(overview, "previous."), filter::query);
        assertEquals(recountByDay(filter), overview.getList("dailyBreakdown"), filter::query);
        assertEquals(recountByDay(filter.before()), overview.getList("previous.dailyBreakdown"), filter::query);
        assertEquals(rankedInSql(filter), ranked(overview), filter::query);
        for (String by : List.of("channel", "model", "reason")) {
            JsonPath breakdown = call().get("/api/feedback/analytics/breakdown?by=" + by + "&" + filter.query())
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            assertEquals(recountBy(by, filter), breakdown.getList("items"), () -> by + " of " + filter.query());
        }
        assertEquals(idsInSql(filter), listed(filter), filter::query);
    }

    @Test
    void theCountersAreExact() {
        writeOnce();
        database.assertCountersExact("UTC");
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
                               count(*) FILTER (WHERE NOT useful AND agent_reply IS NOT NULL)
                        FROM chosen
                        """, filter).iterator().next();
        return List.of(row.getLong(0), row.getLong(1), row.getLong(2), row.getLong(3));
    }

    private static List<Long> counts(JsonPath json, String prefix) {
        return List.of(
                json.getLong(prefix + "total"),
                json.getLong(prefix + "usefulCount"),
                json.getLong(prefix + "notUsefulCount"),
                json.getLong(prefix + "overriddenCount"));
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
                        + " (count(*) FILTER (WHERE NOT useful AND agent_reply IS NOT NULL))::integer AS overridden"
                        + " FROM chosen" + rejectedAlone + " GROUP BY 1",
                filter)) {
            values.put(
                    row.getString("value"),
                    List.of(row.getInteger("total"), row.getInteger("useful"), row.getInteger("overridden")));
        }
        return values;
    }

    private List<String> rankedInSql(Filter filter) {
        List<String> ranked = new ArrayList<>();
        for (Row row : select("""
                SELECT DISTINCT ai_reply, count(*) OVER reply AS rejections, max(occurred_at) OVER reply AS last,
                       first_value(id) OVER (PARTITION BY ai_reply
                           ORDER BY (agent_reply IS NULL), occurred_at DESC, id DESC) AS shown
                FROM chosen WHERE NOT useful
                WINDOW reply AS (PARTITION BY ai_reply)
                ORDER BY rejections DESC, last DESC, ai_reply LIMIT 10
                """, filter)) {
            ranked.add(row.getLong("rejections") + " "
                    + row.getOffsetDateTime("last").toInstant() + " " + row.getUUID("shown"));
        }
        return ranked;
    }

    private static List<String> ranked(JsonPath overview) {
        return overview.<Map<String, Object>>getList("topNegativeMessages").stream()
                .map(shown -> shown.get("rejections") + " " + Instant.parse((String) shown.get("lastRejectedAt")) + " "
                        + shown.get("feedbackId"))
                .toList();
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
            JsonPath page = call().get("/api/feedback?limit=37&" + filter.query() + cursor)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            ids.addAll(page.getList("items.id"));
            cursor = page.get("nextCursor") == null ? null : "&cursor=" + page.get("nextCursor");
        } while (cursor != null);
        Set<String> once = new HashSet<>(ids);
        assertEquals(ids.size(), once.size(), "listed twice");
        return once;
    }

    /** Asks about the feedback that the filter chooses, which the question knows as "chosen". */
    private RowSet<Row> select(String question, Filter filter) {
        return database.query(
                """
                WITH chosen AS (
                    SELECT * FROM feedback
                    WHERE (occurred_at AT TIME ZONE 'UTC')::date BETWEEN $1::date AND $2::date
                      AND ($3::text[] IS NULL OR coalesce(channel, '') = ANY ($3))
                      AND ($4::text[] IS NULL OR coalesce(model, '') = ANY ($4))
                      AND ($5::text[] IS NULL OR (NOT useful AND coalesce(reason, '') = ANY ($5))))
                """ + question, filter.from(), filter.to(), filter.channels(), filter.models(), filter.reasons());
    }
}
