package dev.replyloop.analytics;

import dev.replyloop.shared.SqlFile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The days' counters of repeatedly rejected replies; those that hold still are read once, and added up once. */
@ApplicationScoped
class RejectionDays {

    private static final String VERSIONS = SqlFile.read("analytics/repeated-rejections-days.sql");
    private static final String COUNTERS = SqlFile.read("analytics/repeated-rejections-of-days.sql");
    /** About 60 MB. */
    private static final int MAX_KEPT = 3_000_000;

    /** About 40 MB. */
    private static final int MAX_SUMMED = 1_000_000;

    private final VersionedCache<LocalDate, String, RejectionDay> cache =
            new VersionedCache<>(RejectionDay::size, MAX_KEPT);
    private final VersionedCache<AnalyticsQuery.Key, Map<LocalDate, String>, RejectionSums> summed =
            new VersionedCache<>(RejectionSums::size, MAX_SUMMED);

    /**
     * Adds up a window's days.
     *
     * @param connection in the transaction whose snapshot is read
     */
    Uni<RejectionSums> sums(SqlConnection connection, AnalyticsQuery query) {
        return connection.preparedQuery(VERSIONS).execute(query.window()).flatMap(rows -> {
            Map<LocalDate, String> versions = new HashMap<>();
            rows.forEach(row -> versions.put(row.getLocalDate("day"), row.getString("version")));
            RejectionSums known = summed.at(Map.of(query.key(), versions)).get(query.key());
            return known != null
                    ? Uni.createFrom().item(known)
                    : read(connection, versions).map(days -> {
                        RejectionSums sums = RejectionSums.of(days, query);
                        summed.keep(query.key(), versions, sums);
                        return sums;
                    });
        });
    }

    private Uni<Collection<RejectionDay>> read(SqlConnection connection, Map<LocalDate, String> versions) {
        Map<LocalDate, RejectionDay> days = cache.at(versions);
        Map<LocalDate, String> unknown = new HashMap<>(versions);
        unknown.keySet().removeAll(days.keySet());
        if (unknown.isEmpty()) {
            return Uni.createFrom().item(days.values());
        }
        return connection
                .preparedQuery(COUNTERS)
                .execute(Tuple.of(unknown.keySet().toArray(LocalDate[]::new)))
                .map(counters -> {
                    days.putAll(keep(unknown, counters));
                    return days.values();
                });
    }

    private Map<LocalDate, RejectionDay> keep(Map<LocalDate, String> versions, RowSet<Row> counters) {
        Map<LocalDate, List<RejectionDay.Group>> groups = new HashMap<>();
        for (Row row : counters) {
            groups.computeIfAbsent(row.getLocalDate("day"), day -> new ArrayList<>())
                    .add(group(row));
        }
        Map<LocalDate, RejectionDay> days = new HashMap<>();
        versions.forEach((day, version) -> {
            RejectionDay read = new RejectionDay(List.copyOf(groups.getOrDefault(day, List.of())));
            cache.keep(day, version, read);
            days.put(day, read);
        });
        return days;
    }

    private static RejectionDay.Group group(Row row) {
        return new RejectionDay.Group(
                row.getString("channel"),
                row.getString("model"),
                row.getString("reason"),
                Arrays.stream(row.getArrayOfIntegers("replies"))
                        .mapToInt(Integer::intValue)
                        .toArray(),
                ints(row.getArrayOfLongs("totals")),
                ints(row.getArrayOfLongs("overridden")),
                Arrays.stream(row.getArrayOfLongs("last_micros"))
                        .mapToLong(Long::longValue)
                        .toArray());
    }

    /** A day's rejections of one reply are never so many that they need a long. */
    private static int[] ints(Long[] numbers) {
        return Arrays.stream(numbers).mapToInt(Math::toIntExact).toArray();
    }
}
