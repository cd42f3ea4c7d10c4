package dev.replyloop.analytics;

import dev.replyloop.shared.SqlFile;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Ranks the AI replies that were rejected most often. Those rejected repeatedly are counted by day; what the counters don't
 * have yet stands in the journal; and a reply that was rejected once can only fill a place that they leave open, so of
 * those the newest are enough. Within topics they are counted as they stand there.
 */
@ApplicationScoped
class RejectedReplyReader {

    private static final String JOURNALED = SqlFile.read("analytics/journaled-rejections.sql");
    private static final String OF_REPLIES = SqlFile.read("analytics/rejections-of-replies.sql");
    private static final String NEWEST_SINGLES = SqlFile.read("analytics/newest-single-rejections.sql");
    private static final String MOST_REJECTED = SqlFile.read("analytics/most-rejected-replies.sql");
    private static final String OF_TOPICS = SqlFile.read("analytics/most-rejected-replies-of-topics.sql");
    private static final int PLACES = 10;

    private final RejectionDays days;

    RejectedReplyReader(RejectionDays days) {
        this.days = days;
    }

    /**
     * The replies that were rejected most often in a window, the latest first among equals; ten at most.
     *
     * @param connection in the transaction whose snapshot is read
     */
    Uni<List<TopNegativeMessage>> mostRejected(SqlConnection connection, AnalyticsQuery query) {
        if (query.topics() != null) {
            return connection
                    .preparedQuery(OF_TOPICS)
                    .execute(query.topicParameters())
                    .map(RejectedReplyReader::topNegativeMessages);
        }
        return days.sums(connection, query)
                .flatMap(counted -> connection
                        .preparedQuery(JOURNALED)
                        .execute(query.parameters())
                        .flatMap(journal -> rank(connection, query, counted, journal)))
                .flatMap(leading -> show(connection, query, leading));
    }

    private Uni<List<RejectionCounts>> rank(
            SqlConnection connection, AnalyticsQuery query, RejectionSums counted, RowSet<Row> journal) {
        RejectionRanking ranking = new RejectionRanking(counted);
        List<Row> unnumbered = new ArrayList<>();
        List<Buffer> doubtful = new ArrayList<>();
        for (Row row : journal) {
            Integer number = row.getInteger("number");
            if (number == null) {
                unnumbered.add(row);
            } else if (row.getBoolean("is_taken_back")) {
                // Which of its rejections is now the latest, counters can't tell.
                ranking.leaveOut(number);
                doubtful.add(aiReplyId(row));
            } else {
                ranking.add(number, row.getLong("total"), row.getLong("overridden"), row.getLong("last_micros"));
            }
        }

        // One without a number has at most one rejection that the journal doesn't know.
        long least = ranking.leastRejections(PLACES);
        List<Buffer> journaled =
                unnumbered.stream().map(RejectedReplyReader::aiReplyId).toList();
        unnumbered.stream()
                .filter(row -> row.getLong("total") + 1 >= least)
                .map(RejectedReplyReader::aiReplyId)
                .forEach(doubtful::add);
        return count(connection, query, doubtful).flatMap(found -> {
            found.forEach(ranking::add);
            return fillWithSingles(connection, query, ranking, journaled);
        });
    }

    private static Uni<List<RejectionCounts>> count(
            SqlConnection connection, AnalyticsQuery query, List<Buffer> replies) {
        if (replies.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return connection
                .preparedQuery(OF_REPLIES)
                .execute(query.parameters().addValue(replies.toArray(Buffer[]::new)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new RejectionCounts(
                                aiReplyId(row).getBytes(),
                                null,
                                row.getLong("total"),
                                row.getLong("overridden"),
                                row.getLong("last_micros")))
                        .toList());
    }

    private static Uni<List<RejectionCounts>> fillWithSingles(
            SqlConnection connection, AnalyticsQuery query, RejectionRanking ranking, List<Buffer> except) {
        if (ranking.leastRejections(PLACES) > 1) {
            return Uni.createFrom().item(ranking.leading(PLACES));
        }
        return connection
                .preparedQuery(NEWEST_SINGLES)
                .execute(query.parameters()
                        .addValue(except.toArray(Buffer[]::new))
                        .addValue((long) PLACES))
                .map(rows -> {
                    rows.forEach(row -> ranking.add(new RejectionCounts(
                            aiReplyId(row).getBytes(),
                            null,
                            1,
                            row.getBoolean("is_overridden") ? 1 : 0,
                            row.getLong("last_micros"))));
                    return ranking.leading(PLACES);
                });
    }

    private static Uni<List<TopNegativeMessage>> show(
            SqlConnection connection, AnalyticsQuery query, List<RejectionCounts> leading) {
        if (leading.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        Tuple parameters = query.parameters()
                .addValue(leading.stream()
                        .map(one -> one.aiReplyId() == null ? null : Buffer.buffer(one.aiReplyId()))
                        .toArray(Buffer[]::new))
                .addValue(leading.stream().map(RejectionCounts::number).toArray(Integer[]::new))
                .addValue(leading.stream().map(RejectionCounts::rejections).toArray(Long[]::new))
                .addValue(leading.stream().map(RejectionCounts::overridden).toArray(Long[]::new))
                .addValue(leading.stream().map(RejectionCounts::lastMicros).toArray(Long[]::new));
        return connection
                .preparedQuery(MOST_REJECTED)
                .execute(parameters)
                .map(RejectedReplyReader::topNegativeMessages);
    }

    private static List<TopNegativeMessage> topNegativeMessages(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(RejectedReplyReader::topNegativeMessage)
                .toList();
    }

    private static TopNegativeMessage topNegativeMessage(Row row) {
        return new TopNegativeMessage(
                row.getUUID("feedback_id"),
                row.getUUID("message_id"),
                row.getString("message"),
                HexFormat.of().formatHex(aiReplyId(row).getBytes()),
                row.getString("ai_reply"),
                row.getString("agent_reply"),
                row.getLong("rejections"),
                Instant.EPOCH.plus(row.getLong("last_micros"), ChronoUnit.MICROS));
    }

    private static Buffer aiReplyId(Row row) {
        return row.get(Buffer.class, "ai_reply_id");
    }
}
