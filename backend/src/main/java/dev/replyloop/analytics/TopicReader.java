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
        AnalyticsQuestion question = filter.question(zone.id());
        return snapshots.read(connection -> count(connection, question)
                .flatMap(counted -> progress.read(connection)
                        .flatMap(stand -> connection
                                .preparedQuery(SHOWN)
                                .execute(Tuple.of(zone.id()))
                                .map(shown -> analytics(counted, stand, shown)))));
    }

    /**
     * What was counted.
     *
     * @param topics by id; null: what is in none
     */
    private record Counted(LocalDate today, Period window, Map<UUID, DayCounts> topics) {

        DayCounts days(UUID topic) {
            return topics.getOrDefault(topic, new DayCounts());
        }
    }

    private static Uni<Counted> count(SqlConnection connection, AnalyticsQuestion question) {
        return connection
                .preparedQuery(DAYS)
                .execute(question.topicParameters())
                .map(rows -> {
                    Row first = rows.iterator().next();
                    Period window =
                            new Period(first.getLocalDate("first_day"), first.getLocalDate("last_day")).checked();
                    Map<UUID, DayCounts> topics = new HashMap<>();
                    for (Row row : rows) {
                        if (row.getLocalDate("day") != null) {
                            topics.computeIfAbsent(row.getUUID("topic_id"), topic -> new DayCounts())
                                    .add(
                                            row.getLocalDate("day"),
                                            new Counts(
                                                    row.getLong("total"),
                                                    row.getLong("useful"),
                                                    row.getLong("overridden")));
                        }
                    }
                    return new Counted(first.getLocalDate("today"), window, topics);
                });
    }

    private TopicAnalytics analytics(Counted counted, TopicProgress stand, RowSet<Row> shown) {
        Period window = counted.window();
        List<TopicAnalytics.Item> items = StreamSupport.stream(shown.spliterator(), false)
                .map(row -> item(row, counted))
                .filter(item -> item.counts().total() + item.previous().total() > 0)
                .sorted(MOST_FAILURES_FIRST)
                .toList();
        DayCounts other = counted.days(null);
        return new TopicAnalytics(
                window.from(),
                window.to(),
                zone.id(),
                counted.today(),
                stand,
                items,
                new TopicAnalytics.Other(
                        TopicCounts.of(other.over(window)),
                        TopicCounts.of(other.over(window.before())),
                        other.daily(window)));
    }

    private static TopicAnalytics.Item item(Row row, Counted counted) {
        Period window = counted.window();
        DayCounts days = counted.days(row.getUUID("id"));
        return new TopicAnalytics.Item(
                row.getUUID("id"),
                row.getString("name"),
                row.getBoolean("named_by_person"),
                row.getOffsetDateTime("found_at").toInstant(),
                row.getBoolean("is_new"),
                TypicalMessage.of(row),
                TopicCounts.of(days.over(window)),
                TopicCounts.of(days.over(window.before())),
                days.daily(window));
    }
}
