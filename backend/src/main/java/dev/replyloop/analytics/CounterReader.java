package dev.replyloop.analytics;

import dev.replyloop.shared.Period;
import dev.replyloop.shared.SqlFile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the days' counters; what was folded of a day is read once for as long as it holds still. Those of topics are read
 * each time.
 */
@ApplicationScoped
class CounterReader {

    private static final String COUNTED_DAYS = SqlFile.read("analytics/counted-days.sql");
    private static final String COUNTED_DAYS_OF_TOPICS = SqlFile.read("analytics/counted-days-of-topics.sql");
    private static final String COUNTERS = SqlFile.read("analytics/counters-of-days.sql");
    /** About 100 MB. */
    private static final int MAX_KEPT = 1_000_000;

    private final VersionedCache<LocalDate, String, List<Counter>> cache = new VersionedCache<>(List::size, MAX_KEPT);

    /**
     * A snapshot's counters.
     *
     * @param counted without the days that are not known
     * @param missing the versions of these
     */
    record Found(CountedDays counted, Map<LocalDate, String> missing) {}

    /**
     * Reads a window's counters as far as they are known: with one statement, which is a snapshot by itself.
     *
     * @return fails with an INVALID_REQUEST problem for a window that is not served
     */
    Uni<Found> find(SqlClient client, AnalyticsQuery query) {
        return (query.topics() == null
                        ? client.preparedQuery(COUNTED_DAYS).execute(query.window())
                        : client.preparedQuery(COUNTED_DAYS_OF_TOPICS).execute(query.topicWindow()))
                .map(this::found);
    }

    /**
     * Reads a window's counters.
     *
     * @param connection in the transaction whose snapshot is read
     * @return fails with an INVALID_REQUEST problem for a window that is not served
     */
    Uni<CountedDays> read(SqlClient connection, AnalyticsQuery query) {
        return find(connection, query).flatMap(found -> {
            if (found.missing.isEmpty()) {
                return Uni.createFrom().item(found.counted);
            }
            return connection
                    .preparedQuery(COUNTERS)
                    .execute(Tuple.of(found.missing.keySet().toArray(LocalDate[]::new)))
                    .map(rows -> {
                        Map<LocalDate, List<Counter>> read = new HashMap<>();
                        rows.forEach(row -> add(read, row));
                        found.missing.forEach((day, version) -> {
                            List<Counter> counters = List.copyOf(read.getOrDefault(day, List.of()));
                            cache.keep(day, version, counters);
                            found.counted.folded().put(day, counters);
                        });
                        return found.counted;
                    });
        });
    }

    private Found found(RowSet<Row> rows) {
        Row first = rows.iterator().next();
        // Checked here: where one end was left out, it was today that decided the other, and that only SQL knows.
        Period window = new Period(first.getLocalDate("first_day"), first.getLocalDate("last_day")).checked();
        Map<LocalDate, String> versions = new HashMap<>();
        Map<LocalDate, List<Counter>> unfolded = new HashMap<>();
        for (Row row : rows) {
            if (row.getString("version") != null) {
                versions.put(row.getLocalDate("day"), row.getString("version"));
            } else if (row.getLocalDate("day") != null) {
                add(unfolded, row);
            }
        }
        Map<LocalDate, List<Counter>> folded = cache.at(versions);
        versions.keySet().removeAll(folded.keySet());
        return new Found(new CountedDays(first.getLocalDate("today"), window, folded, unfolded), versions);
    }

    private static void add(Map<LocalDate, List<Counter>> days, Row row) {
        days.computeIfAbsent(row.getLocalDate("day"), day -> new ArrayList<>())
                .add(new Counter(
                        row.getString("channel"),
                        row.getString("model"),
                        row.getString("reason"),
                        new Counts(row.getLong("total"), row.getLong("useful"), row.getLong("overridden"))));
    }
}
