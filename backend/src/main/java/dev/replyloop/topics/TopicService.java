package dev.replyloop.topics;

import dev.replyloop.shared.SqlFile;
import dev.replyloop.shared.database.AdvisoryLock;
import dev.replyloop.shared.database.BackgroundPool;
import dev.replyloop.shared.database.Snapshots;
import dev.replyloop.shared.problem.ProblemException;
import dev.replyloop.shared.problem.ProblemType;
import dev.replyloop.shared.problem.SqlStates;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.StreamSupport;

/**
 * The topics as they are stored, and people's corrections of them. A correction pins the messages it is about, which no
 * regrouping moves, and the counters go with them in the same transaction.
 */
@ApplicationScoped
class TopicService {

    private static final String TOPICS = SqlFile.read("topics/topics.sql");
    private static final String NEWEST_MESSAGES = SqlFile.read("topics/newest-messages.sql");
    private static final String CORRECT = SqlFile.read("topics/correct-topic.sql");
    private static final String MERGE = SqlFile.read("topics/merge-topics.sql");
    private static final String SPLIT = SqlFile.read("topics/split-topic.sql");

    /** Held while topics are changed, so that names stay different and nothing moves between two looks. */
    private static final String LOCK = AdvisoryLock.TOPIC_CHANGE.lockForTransaction();

    private static final int MESSAGES_SHOWN = 20;
    private static final int RETRIES = 4;

    private final Pool pool;
    private final Snapshots snapshots;
    private final TopicProgressReader progress;

    TopicService(
            @ReactiveDataSource(BackgroundPool.NAME) Pool pool, Snapshots snapshots, TopicProgressReader progress) {
        this.pool = pool;
        this.snapshots = snapshots;
        this.progress = progress;
    }

    /** All topics, and where they stand. */
    Uni<TopicList> list() {
        return snapshots.read(connection -> progress.read(connection)
                .flatMap(stand -> topics(connection, null).map(items -> new TopicList(stand, items))));
    }

    /** @return fails with a NOT_FOUND problem where there is no such topic */
    Uni<TopicDetail> show(UUID id) {
        return snapshots.read(connection -> topic(connection, id)
                .flatMap(topic -> connection
                        .preparedQuery(NEWEST_MESSAGES)
                        .execute(Tuple.of(id, (long) MESSAGES_SHOWN))
                        .map(rows -> new TopicDetail(
                                topic,
                                StreamSupport.stream(rows.spliterator(), false)
                                        .map(TopicDetail.Message::of)
                                        .toList()))));
    }

    /**
     * @param name null: stays
     * @param hidden null: stays
     * @return the topic; fails with NOT_FOUND, or with TOPIC_NAME_TAKEN where another has the name
     */
    Uni<TopicView> correct(UUID id, String name, Boolean hidden) {
        return write(CORRECT, Tuple.of(id, name, hidden), (connection, row) -> {
            checkFound(row, id);
            if (!row.getBoolean("is_corrected")) {
                throw nameTaken(name);
            }
            return topic(connection, id);
        });
    }

    /**
     * Moves all that a topic holds to another, and drops it.
     *
     * @param into another one
     * @return that one; fails with NOT_FOUND, or with INVALID_REQUEST where there is no topic {@code into}
     */
    Uni<TopicView> merge(UUID id, UUID into) {
        return write(MERGE, Tuple.of(id, into), (connection, row) -> {
            checkFound(row, id);
            if (!row.getBoolean("is_other_found")) {
                throw ProblemException.invalid("into", "must be the id of a topic");
            }
            return topic(connection, into);
        });
    }

    /**
     * Moves a message out of its topic into one of its own.
     *
     * @return the new topic; fails with NOT_FOUND, with INVALID_REQUEST where the topic does not hold the message, or with
     *     TOPIC_NAME_TAKEN
     */
    Uni<TopicView> split(UUID id, UUID messageId, String name) {
        return write(SPLIT, Tuple.of(id, messageId, name), (connection, row) -> {
            checkFound(row, id);
            if (!row.getBoolean("is_held")) {
                throw ProblemException.invalid("messageId", "must be a message of this topic");
            }
            if (row.getUUID("id") == null) {
                throw nameTaken(name);
            }
            return topic(connection, row.getUUID("id"));
        });
    }

    /** @param answer is given what the statement tells, in the transaction; what it throws rolls that back */
    private Uni<TopicView> write(
            String statement, Tuple parameters, BiFunction<SqlConnection, Row, Uni<TopicView>> answer) {
        return Uni.createFrom()
                .deferred(() -> pool.withTransaction(connection -> connection
                        .query(LOCK)
                        .execute()
                        .flatMap(locked -> connection.preparedQuery(statement).execute(parameters))
                        .flatMap(
                                rows -> answer.apply(connection, rows.iterator().next()))))
                .onFailure(TopicService::lostARace)
                .retry()
                .atMost(RETRIES);
    }

    /** Against an erasure, or a placement: the database made one of the two give way. */
    private static boolean lostARace(Throwable failure) {
        return failure instanceof PgException database
                && SqlStates.classOf(database).equals("40");
    }

    private static Uni<TopicView> topic(SqlClient client, UUID id) {
        return topics(client, id).map(found -> {
            if (found.isEmpty()) {
                throw ProblemException.notFound("topic", id);
            }
            return found.get(0);
        });
    }

    private static Uni<List<TopicView>> topics(SqlClient client, UUID id) {
        return client.preparedQuery(TOPICS)
                .execute(Tuple.of(id))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(TopicView::of)
                        .toList());
    }

    private static void checkFound(Row row, UUID id) {
        if (!row.getBoolean("is_found")) {
            throw ProblemException.notFound("topic", id);
        }
    }

    private static ProblemException nameTaken(String name) {
        return ProblemException.of(
                ProblemType.TOPIC_NAME_TAKEN, "Another topic is called \"" + name + "\", perhaps a hidden one.");
    }
}
