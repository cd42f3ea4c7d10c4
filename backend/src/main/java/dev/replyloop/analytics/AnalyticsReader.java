package dev.replyloop.analytics;

import dev.replyloop.shared.Period;
import dev.replyloop.shared.ReportingZone;
import dev.replyloop.shared.SqlFile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Asks the counters. One answer is one snapshot of the database, so its figures always agree with each other. */
@ApplicationScoped
class AnalyticsReader {

    private static final String DAILY = SqlFile.read("analytics/daily.sql");
    private static final String BREAKDOWN = SqlFile.read("analytics/breakdown.sql");

    private final Pool pool;
    private final RejectedReplyReader rejectedReplies;
    private final ReportingZone zone;

    AnalyticsReader(Pool pool, RejectedReplyReader rejectedReplies, ReportingZone zone) {
        this.pool = pool;
        this.rejectedReplies = rejectedReplies;
        this.zone = zone;
    }

    /** The figures of the Overview. */
    Uni<Analytics> overview(AnalyticsFilter filter) {
        AnalyticsQuestion question = filter.question(zone.id());
        return pool.withConnection(connection -> snapshot(
                connection,
                connection
                        .preparedQuery(DAILY)
                        .execute(question.parameters())
                        // Nothing more is asked for a window that is not served.
                        .invoke(daily -> window(daily.iterator().next()))
                        .flatMap(daily -> rejectedReplies
                                .mostRejected(connection, question)
                                .map(rejected -> overview(daily, rejected)))));
    }

    /** The counts for each value of one dimension: one statement, which is a snapshot by itself. */
    Uni<Breakdown> breakdown(BreakdownBy by, AnalyticsFilter filter) {
        Tuple parameters = filter.question(zone.id()).parameters().addValue(by.toString());
        return pool.preparedQuery(BREAKDOWN).execute(parameters).map(rows -> breakdown(by, rows));
    }

    private static <T> Uni<T> snapshot(SqlConnection connection, Uni<T> reads) {
        return connection
                .query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                .execute()
                .flatMap(begun -> reads)
                .onItemOrFailure()
                .call((result, failure) -> connection
                        .query("COMMIT")
                        .execute()
                        // What the reads failed with matters more than how their transaction ended.
                        .onFailure()
                        .recoverWithNull());
    }

    private Analytics overview(RowSet<Row> daily, List<TopNegativeMessage> rejected) {
        Row first = daily.iterator().next();
        Period window = window(first);
        List<DailyCount> current = new ArrayList<>();
        List<DailyCount> before = new ArrayList<>();
        Counts counts = Counts.NONE;
        Counts previous = Counts.NONE;
        for (Row row : daily) {
            LocalDate day = row.getLocalDate("day");
            Counts ofDay = counts(row, "");
            DailyCount shown = new DailyCount(day, ofDay.useful(), ofDay.total());
            if (day.isBefore(window.from())) {
                before.add(shown);
                previous = previous.plus(ofDay);
            } else {
                current.add(shown);
                counts = counts.plus(ofDay);
            }
        }
        return new Analytics(
                window.from(),
                window.to(),
                zone.id(),
                first.getLocalDate("today"),
                counts.total(),
                counts.useful(),
                counts.notUseful(),
                counts.overridden(),
                current,
                new Analytics.PreviousPeriod(
                        before.get(0).date(),
                        window.from().minusDays(1),
                        previous.total(),
                        previous.useful(),
                        previous.notUseful(),
                        previous.overridden(),
                        before),
                rejected);
    }

    private Breakdown breakdown(BreakdownBy by, RowSet<Row> rows) {
        Period window = window(rows.iterator().next());
        List<Breakdown.Item> items = new ArrayList<>();
        for (Row row : rows) {
            String value = row.getString("value");
            if (value != null) {
                Counts counts = counts(row, "");
                items.add(new Breakdown.Item(
                        value.isEmpty() ? null : value,
                        counts.total(),
                        counts.useful(),
                        counts.notUseful(),
                        counts.overridden(),
                        Breakdown.Totals.of(counts(row, "previous_"))));
            }
        }
        return new Breakdown(by, window.from(), window.to(), zone.id(), items);
    }

    /** Checks here what only SQL knew: where one end was left out, it was today that decided the other. */
    private static Period window(Row row) {
        return new Period(row.getLocalDate("first_day"), row.getLocalDate("last_day")).checked();
    }

    private static Counts counts(Row row, String prefix) {
        return new Counts(
                row.getLong(prefix + "total"), row.getLong(prefix + "useful"), row.getLong(prefix + "overridden"));
    }
}
