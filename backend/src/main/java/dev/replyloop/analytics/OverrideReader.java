package dev.replyloop.analytics;

import dev.replyloop.shared.Period;
import dev.replyloop.shared.ReportingZone;
import dev.replyloop.shared.SqlFile;
import dev.replyloop.shared.database.Snapshots;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Finds the frequent override cases: the database counts them, and of each its latest agent replies tell the typical one. */
@ApplicationScoped
class OverrideReader {

    private static final String CASES = SqlFile.read("analytics/override-cases.sql");
    private static final String COMPARED = SqlFile.read("analytics/compared-override-cases.sql");
    private static final String TYPICAL = SqlFile.read("analytics/typical-overrides.sql");
    /** Of each case. */
    private static final long MAX_COMPARED = 50;

    private final Snapshots snapshots;
    private final ReportingZone zone;

    OverrideReader(Snapshots snapshots, ReportingZone zone) {
        this.snapshots = snapshots;
        this.zone = zone;
    }

    /**
     * The most frequent cases of a window, from one snapshot.
     *
     * @param limit how many at most
     */
    Uni<Overrides> overrides(AnalyticsFilter filter, int limit) {
        AnalyticsQuery query = filter.question(zone.id());
        return snapshots.read(connection -> connection
                .preparedQuery(CASES)
                .execute(query.topicParameters().addValue((long) limit).addValue(MAX_COMPARED))
                .flatMap(rows -> {
                    Row first = rows.iterator().next();
                    Period window =
                            new Period(first.getLocalDate("first_day"), first.getLocalDate("last_day")).checked();
                    ComparedDays days = ComparedDays.of(window, first.getLocalDate("today"));
                    return compare(connection, query, window, days)
                            .flatMap(compared -> show(connection, typical(rows), compared))
                            .map(items -> new Overrides(window.from(), window.to(), zone.id(), items));
                }));
    }

    /** Compares all cases of the window, shown or not. */
    private static Uni<Map<CaseKey, Comparison>> compare(
            SqlConnection connection, AnalyticsQuery query, Period window, ComparedDays days) {
        if (days == null) {
            return Uni.createFrom().item(Map.of());
        }
        Tuple parameters = query.topicParametersOver(window)
                .addValue(days.current().from())
                .addValue(days.current().to())
                .addValue(days.previous().from())
                .addValue(days.previous().to());
        return connection.preparedQuery(COMPARED).execute(parameters).map(rows -> {
            Map<CaseKey, Comparison.Sides> cases = new HashMap<>();
            for (Row row : rows) {
                cases.put(
                        CaseKey.of(row),
                        new Comparison.Sides(
                                Comparison.Measure.PART_OF_ALL,
                                days,
                                overrides(row.getLong("current")),
                                overrides(row.getLong("previous")),
                                row.getLong("current_of_topic"),
                                row.getLong("previous_of_topic")));
            }
            return Comparison.list(cases);
        });
    }

    private static Counts overrides(long count) {
        return new Counts(count, 0, count);
    }

    private record CaseKey(UUID topic, String wording) {

        static CaseKey of(Row row) {
            return new CaseKey(row.getUUID("topic_id"), row.getString("wording"));
        }
    }

    /** Of each case the row of its typical override, in their order. */
    private static List<Row> typical(RowSet<Row> rows) {
        Map<CaseKey, List<Row>> cases = new LinkedHashMap<>();
        for (Row row : rows) {
            if (row.getUUID("topic_id") != null) {
                cases.computeIfAbsent(CaseKey.of(row), key -> new ArrayList<>()).add(row);
            }
        }
        return cases.values().stream()
                .map(latest -> latest.get(TypicalText.among(
                        latest.stream().map(row -> row.getString("agent_reply")).toList())))
                .toList();
    }

    private static Uni<List<Overrides.Case>> show(
            SqlConnection connection, List<Row> cases, Map<CaseKey, Comparison> compared) {
        if (cases.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        Tuple parameters = Tuple.of(
                cases.stream().map(row -> row.getUUID("feedback_id")).toArray(UUID[]::new),
                cases.stream().map(OverrideReader::aiReplyId).toArray(Buffer[]::new));
        return connection.preparedQuery(TYPICAL).execute(parameters).map(texts -> {
            List<Overrides.Case> items = new ArrayList<>();
            for (Row text : texts) {
                Row counted = cases.get(items.size());
                items.add(overrideCase(counted, text, compared.get(CaseKey.of(counted))));
            }
            return items;
        });
    }

    private static Overrides.Case overrideCase(Row counted, Row text, Comparison compared) {
        long count = counted.getLong("overrides");
        return new Overrides.Case(
                new Overrides.TopicName(counted.getUUID("topic_id"), counted.getString("name")),
                counted.getString("wording"),
                text.getString("message"),
                text.getUUID("message_id"),
                text.getUUID("feedback_id"),
                HexFormat.of().formatHex(aiReplyId(text).getBytes()),
                text.getString("ai_reply"),
                text.getString("agent_reply"),
                count,
                (double) count / counted.getLong("of_topic"),
                compared);
    }

    private static Buffer aiReplyId(Row row) {
        return row.get(Buffer.class, "ai_reply_id");
    }
}
