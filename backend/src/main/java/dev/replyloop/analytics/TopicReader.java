package dev.replyloop.analytics;

import dev.replyloop.shared.Period;
import dev.replyloop.shared.ReportingZone;
import dev.replyloop.shared.SqlFile;
import dev.replyloop.shared.database.Snapshots;
import dev.replyloop.topics.TopicProgress;
import dev.replyloop.topics.TopicProgressReader;
import dev.replyloop.topics.TypicalMessage;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Tells from the topics' counters how the AI does in each topic. */
@ApplicationScoped
class TopicReader {

    private static final String DAYS = SqlFile.read("analytics/topic-days.sql");
    private static final String SHOWN = SqlFile.read("analytics/shown-topics.sql");

    private static final Comparator<TopicAnalytics.Item> MOST_FAILURES_FIRST = Comparator.comparingLong(
                    (TopicAnalytics.Item item) -> item.counts().notUsefulCount())
            .thenComparingLong(item -> item.counts().total())
            .reversed()
            .thenComparing(TopicAnalytics.Item::name)
            .thenComparing(TopicAnalytics.Item::id);

    private final Snapshots snapshots;
    private final TopicProgressReader progress;
    private final ReportingZone zone;

    TopicReader(Snapshots snapshots, TopicProgressReader progress, ReportingZone zone) {
        this.snapshots = snapshots;
        this.progress = progress;
        this.zone = zone;
    }

    /** The figures of every topic, from one snapshot. */
    Uni<TopicAnalytics> topics(AnalyticsFilter filter) {
        AnalyticsQuery query = filter.question(zone.id());
        return snapshots.read(connection -> count(connection, query)
                .flatMap(counted -> progress.read(connection)
                        .flatMap(stand -> connection
                                .preparedQuery(SHOWN)
                                .execute(Tuple.of(zone.id()))
                                .map(shown -> analytics(counted, stand, shown, query.reasons() != null)))));
    }

    /**
     * What was counted.
     *
     * @param topics by id; null: what is in none
     */
    private record Counted(LocalDate today, Period window, Map<UUID, Topic> topics) {

        Topic topic(UUID id) {
            return topics.computeIfAbsent(id, any -> Topic.none(window, today));
        }

        /** The window's counts, of hidden topics too. */
        Breakdown.Totals all() {
            return Breakdown.Totals.of(topics.values().stream()
                    .map(topic -> topic.periods().current())
                    .reduce(Counts.NONE, Counts::plus));
        }
    }

    /** One topic's counts, day by day and in sums. */
    private record Topic(DayCounts days, PeriodCounts periods) {

        static Topic none(Period window, LocalDate today) {
            return new Topic(new DayCounts(), new PeriodCounts(window, ComparedDays.of(window, today)));
        }

        void add(LocalDate day, Counts counts) {
            days.add(day, counts);
            periods.add(day, counts);
        }
    }

    private static Uni<Counted> count(SqlConnection connection, AnalyticsQuery query) {
        return connection.preparedQuery(DAYS).execute(query.topicParameters()).map(rows -> {
            Row first = rows.iterator().next();
            Period window = new Period(first.getLocalDate("first_day"), first.getLocalDate("last_day")).checked();
            Counted counted = new Counted(first.getLocalDate("today"), window, new HashMap<>());
            for (Row row : rows) {
                if (row.getLocalDate("day") != null) {
                    counted.topic(row.getUUID("topic_id"))
                            .add(
                                    row.getLocalDate("day"),
                                    new Counts(row.getLong("total"), row.getLong("useful"), row.getLong("overridden")));
                }
            }
            return counted;
        });
    }

    private TopicAnalytics analytics(Counted counted, TopicProgress stand, RowSet<Row> shown, boolean rejectedAlone) {
        List<Row> topics = StreamSupport.stream(shown.spliterator(), false)
                .filter(row -> !counted.topic(row.getUUID("id")).periods().isNone())
                .toList();
        Map<UUID, Comparison> compared = compare(counted, rejectedAlone);
        List<TopicAnalytics.Item> items = topics.stream()
                .map(row -> item(row, counted, compared.get(row.getUUID("id"))))
                .sorted(MOST_FAILURES_FIRST)
                .toList();
        Period window = counted.window();
        return new TopicAnalytics(
                window.from(),
                window.to(),
                zone.id(),
                counted.today(),
                stand,
                items,
                other(counted, compared.get(null)),
                counted.all());
    }

    /** Compares every topic, and what is in none. Hidden ones count too, so that hiding one changes no other's figures. */
    private static Map<UUID, Comparison> compare(Counted counted, boolean rejectedAlone) {
        Map<UUID, PeriodCounts> list = new HashMap<>();
        list.put(null, counted.topic(null).periods());
        counted.topics().forEach((id, topic) -> list.put(id, topic.periods()));
        return PeriodCounts.compare(list, rejectedAlone);
    }

    private static TopicAnalytics.Item item(Row row, Counted counted, Comparison compared) {
        Topic topic = counted.topic(row.getUUID("id"));
        return new TopicAnalytics.Item(
                row.getUUID("id"),
                row.getString("name"),
                row.getBoolean("named_by_person"),
                row.getOffsetDateTime("found_at").toInstant(),
                row.getBoolean("is_new"),
                TypicalMessage.of(row),
                TopicCounts.of(topic.periods().current()),
                TopicCounts.of(topic.periods().previous()),
                compared,
                topic.days().daily(counted.window()));
    }

    private static TopicAnalytics.Other other(Counted counted, Comparison compared) {
        Topic other = counted.topic(null);
        return new TopicAnalytics.Other(
                TopicCounts.of(other.periods().current()),
                TopicCounts.of(other.periods().previous()),
                compared,
                other.days().daily(counted.window()));
    }
}
