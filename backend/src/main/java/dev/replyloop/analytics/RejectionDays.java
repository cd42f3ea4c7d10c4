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
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The days' counters of repeatedly rejected replies, as they stand in the database. Those of a day are kept in memory, and
 * used only while the snapshot that is read says that the day is still at their version: nothing old can be shown.
 */
@ApplicationScoped
class RejectionDays {

    private static final String VERSIONS = SqlFile.read("analytics/repeated-rejections-days.sql");
    private static final String COUNTERS = SqlFile.read("analytics/repeated-rejections-of-days.sql");
    /** About 60 MB; what was asked for least recently is read anew. */
    private static final int MOST_KEPT = 3_000_000;

    /** In the order of their last use. Guarded by this. */
    private final LinkedHashMap<LocalDate, RejectionDay> kept = new LinkedHashMap<>(16, 0.75f, true);

    private long size;

    /**
     * Reads a window's days.
     *
     * @param connection in the transaction whose snapshot is read
     */
    Uni<List<RejectionDay>> read(SqlConnection connection, AnalyticsQuestion question) {
        return connection.preparedQuery(VERSIONS).execute(question.window()).flatMap(rows -> {
            Map<LocalDate, String> asked = new HashMap<>();
            rows.forEach(row -> asked.put(row.getLocalDate("day"), row.getString("version")));
            List<RejectionDay> days = takeKept(asked);
            if (asked.isEmpty()) {
                return Uni.createFrom().item(days);
            }
            return connection
                    .preparedQuery(COUNTERS)
                    .execute(Tuple.of(asked.keySet().toArray(LocalDate[]::new)))
                    .map(counters -> {
                        days.addAll(keep(asked, counters));
                        return days;
                    });
        });
    }

    /** Takes those that are still true, and leaves the others in {@code asked}. */
    private synchronized List<RejectionDay> takeKept(Map<LocalDate, String> asked) {
        List<RejectionDay> days = new ArrayList<>();
        asked.entrySet().removeIf(day -> {
            RejectionDay known = kept.get(day.getKey());
            boolean isTrue = known != null && known.version().equals(day.getValue());
            if (isTrue) {
                days.add(known);
            }
            return isTrue;
        });
        return days;
    }

    private List<RejectionDay> keep(Map<LocalDate, String> versions, RowSet<Row> counters) {
        Map<LocalDate, List<RejectionDay.Group>> groups = new HashMap<>();
        for (Row row : counters) {
            groups.computeIfAbsent(row.getLocalDate("day"), day -> new ArrayList<>())
                    .add(group(row));
        }
        Map<LocalDate, RejectionDay> days = new HashMap<>();
        versions.forEach((day, version) ->
                days.put(day, new RejectionDay(version, List.copyOf(groups.getOrDefault(day, List.of())))));
        synchronized (this) {
            days.forEach((day, counted) -> {
                RejectionDay before = kept.put(day, counted);
                size += counted.size() - (before == null ? 0 : before.size());
            });
            for (Iterator<RejectionDay> oldest = kept.values().iterator(); size > MOST_KEPT && oldest.hasNext(); ) {
                size -= oldest.next().size();
                oldest.remove();
            }
        }
        return List.copyOf(days.values());
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
