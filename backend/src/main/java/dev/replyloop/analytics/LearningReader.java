package dev.replyloop.analytics;

import dev.replyloop.analytics.Learning.Sums;
import dev.replyloop.shared.Period;
import dev.replyloop.shared.ReportingZone;
import dev.replyloop.shared.SqlFile;
import dev.replyloop.topics.SentenceModel;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** Tells from the counters what agents have taught, and what came of prompts. */
@ApplicationScoped
class LearningReader {

    private static final String DAYS = SqlFile.read("analytics/learning-days.sql");

    private final Pool pool;
    private final ReportingZone zone;
    private final SentenceModel model;

    LearningReader(Pool pool, ReportingZone zone, SentenceModel model) {
        this.pool = pool;
        this.zone = zone;
        this.model = model;
    }

    /** One statement, so one snapshot. @return fails with an INVALID_REQUEST problem for a window that is not served */
    Uni<Learning> learning(AnalyticsFilter filter) {
        AnalyticsQuery query = filter.question(zone.id());
        return pool.preparedQuery(DAYS)
                .execute(query.topicParameters())
                .map(rows -> learning(rows, query.topics() == null && query.reasons() == null));
    }

    private Learning learning(RowSet<Row> rows, boolean knowsPrompts) {
        Row first = rows.iterator().next();
        Period window = new Period(first.getLocalDate("first_day"), first.getLocalDate("last_day")).checked();
        LocalDate today = first.getLocalDate("today");
        Map<LocalDate, Sums> days = new HashMap<>();
        Map<Boolean, Counts> arms = new HashMap<>();
        long asked = 0;
        for (Row row : rows) {
            LocalDate day = row.getLocalDate("day");
            Boolean heldOut = row.getBoolean("held_out");
            if (day != null && heldOut == null) {
                days.merge(day, sums(row), Sums::plus);
            } else if (day != null && window.includes(day)) {
                asked += row.getLong("asked");
                arms.merge(
                        heldOut,
                        new Counts(row.getLong("total"), row.getLong("useful"), row.getLong("overridden")),
                        Counts::plus);
            }
        }
        Counts withExamples = arms.getOrDefault(false, Counts.NONE);
        Counts heldOut = arms.getOrDefault(true, Counts.NONE);
        Sums sums = over(days, window);
        return new Learning(
                window.from(),
                window.to(),
                zone.id(),
                today,
                sums,
                sums.knownInterval(),
                sums.controlInterval(),
                window.days()
                        .map(day -> Learning.Day.of(day, days.getOrDefault(day, Sums.NONE)))
                        .toList(),
                asked,
                first.getBoolean("was_ever_asked"),
                knowsPrompts && withExamples.total() + heldOut.total() > 0
                        ? Learning.Effect.of(withExamples, heldOut)
                        : null,
                model.isEnabled(),
                first.getLong("waiting"),
                previous(window.before(), over(days, window.before())),
                compared(ComparedDays.of(window, today), days));
    }

    private static Sums sums(Row row) {
        return new Sums(
                row.getLong("overridden"),
                row.getLong("judged"),
                row.getLong("covered"),
                row.getLong("known"),
                row.getLong("control"),
                row.getLong("thumbs_up"),
                row.getLong("misleading"));
    }

    private static Sums over(Map<LocalDate, Sums> days, Period period) {
        return period.days().map(day -> days.getOrDefault(day, Sums.NONE)).reduce(Sums.NONE, Sums::plus);
    }

    private static Learning.Previous previous(Period period, Sums sums) {
        return new Learning.Previous(
                period.from(),
                period.to(),
                sums.overrides(),
                sums.judged(),
                sums.covered(),
                sums.known(),
                sums.control(),
                sums.thumbsUp(),
                sums.misleading());
    }

    private static Learning.Compared compared(ComparedDays compared, Map<LocalDate, Sums> days) {
        return compared == null
                ? null
                : Learning.Compared.of(side(compared.current(), days), side(compared.previous(), days));
    }

    private static Learning.Compared.Side side(Period period, Map<LocalDate, Sums> days) {
        Sums sums = over(days, period);
        return new Learning.Compared.Side(
                period.from(),
                period.to(),
                sums.judged(),
                sums.known(),
                sums.judged() == 0 ? null : (double) sums.known() / sums.judged());
    }
}
