package dev.replyloop.analytics;

import dev.replyloop.shared.Period;
import dev.replyloop.shared.ReportingZone;
import dev.replyloop.shared.database.Snapshots;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asks the counters. One answer is one snapshot of the database, so its figures always agree with each other. */
@ApplicationScoped
class AnalyticsReader {

    private static final Comparator<Breakdown.Item> MAX_FREQUENT_FIRST = Comparator.comparingLong(Breakdown.Item::total)
            .thenComparingLong(item -> item.previous().total())
            .reversed()
            .thenComparing(item -> item.value() == null ? "" : item.value());

    private final Pool pool;
    private final Snapshots snapshots;
    private final CounterReader counters;
    private final RejectedReplyReader rejectedReplies;
    private final ReportingZone zone;

    AnalyticsReader(
            Pool pool,
            Snapshots snapshots,
            CounterReader counters,
            RejectedReplyReader rejectedReplies,
            ReportingZone zone) {
        this.pool = pool;
        this.snapshots = snapshots;
        this.counters = counters;
        this.rejectedReplies = rejectedReplies;
        this.zone = zone;
    }

    /** The figures of the Overview. */
    Uni<Analytics> overview(AnalyticsFilter filter) {
        AnalyticsQuery query = filter.question(zone.id());
        return snapshots.read(connection -> counters.read(connection, query)
                .flatMap(counted -> rejectedReplies
                        .mostRejected(connection, query)
                        .map(rejected -> overview(query, counted, rejected))));
    }

    /** The counts for each value of one dimension. */
    Uni<Breakdown> breakdown(BreakdownBy by, AnalyticsFilter filter) {
        AnalyticsQuery query = filter.question(zone.id());
        return counters.find(pool, query)
                .flatMap(found -> found.missing().isEmpty()
                        ? Uni.createFrom().item(found.counted())
                        : snapshots.read(connection -> counters.read(connection, query)))
                .map(counted -> breakdown(by, query, counted));
    }

    private Analytics overview(AnalyticsQuery query, CountedDays counted, List<TopNegativeMessage> rejected) {
        DayCounts days = new DayCounts();
        counted.visit(query, query.reasons() != null, (day, counter) -> days.add(day, counter.counts()));
        Period window = counted.window();
        Period before = window.before();
        Counts counts = days.over(window);
        Counts previous = days.over(before);
        ComparedDays compared = ComparedDays.of(window, counted.today());
        return new Analytics(
                window.from(),
                window.to(),
                zone.id(),
                counted.today(),
                counts.total(),
                counts.useful(),
                counts.notUseful(),
                counts.overridden(),
                days.daily(window),
                new Analytics.PreviousPeriod(
                        before.from(),
                        before.to(),
                        previous.total(),
                        previous.useful(),
                        previous.notUseful(),
                        previous.overridden(),
                        days.daily(before)),
                compare(Comparison.Measure.NOT_USEFUL, compared, days),
                compare(Comparison.Measure.OVERRIDDEN, compared, days),
                compare(Comparison.Measure.NOT_USEFUL, ComparedDays.lastWeek(window, counted.today()), days),
                rejected);
    }

    private static Comparison compare(Comparison.Measure measure, ComparedDays compared, DayCounts days) {
        return compared == null
                ? null
                : Comparison.alone(Comparison.Sides.ofOwn(
                        measure, compared, days.over(compared.current()), days.over(compared.previous())));
    }

    private Breakdown breakdown(BreakdownBy by, AnalyticsQuery query, CountedDays counted) {
        Period window = counted.window();
        ComparedDays compared = ComparedDays.of(window, counted.today());
        boolean rejectedAlone = by == BreakdownBy.REASON || query.reasons() != null;
        Map<String, PeriodCounts> values = new HashMap<>();
        counted.visit(
                query,
                rejectedAlone,
                (day, counter) -> values.computeIfAbsent(counter.value(by), value -> new PeriodCounts(window, compared))
                        .add(day, counter.counts()));
        // What was counted and wholly taken back is no value any more.
        values.values().removeIf(PeriodCounts::isNone);
        Map<String, Comparison> comparisons = PeriodCounts.compare(values, rejectedAlone);
        List<Breakdown.Item> items = values.entrySet().stream()
                .map(entry -> item(entry.getKey(), entry.getValue(), comparisons.get(entry.getKey())))
                .sorted(MAX_FREQUENT_FIRST)
                .toList();
        return new Breakdown(by, window.from(), window.to(), zone.id(), items);
    }

    private static Breakdown.Item item(String value, PeriodCounts counted, Comparison compared) {
        Counts counts = counted.current();
        return new Breakdown.Item(
                value.isEmpty() ? null : value,
                counts.total(),
                counts.useful(),
                counts.notUseful(),
                counts.overridden(),
                Breakdown.Totals.of(counted.previous()),
                compared);
    }
}
