package dev.replyloop.feedback;

import dev.replyloop.shared.SqlFile;
import dev.replyloop.shared.database.AdvisoryLock;
import dev.replyloop.shared.database.BackgroundPool;
import dev.replyloop.shared.database.RepeatedTransaction;
import dev.replyloop.shared.problem.ProblemException;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/** Erases customer messages and takes verdicts back, with everything derived from them, counters included, in one transaction. */
@ApplicationScoped
public class MessageEraser {

    /**
     * Before any row: the topics' worker takes it too, before it locks rows of messages. Also where there are no topics yet,
     * as the first may be about to be committed; but not where topics were never looked for.
     */
    private static final String LOCK_TOPICS =
            AdvisoryLock.TOPIC_CHANGE.lockForTransaction() + " FROM topic_progress WHERE model IS NOT NULL";

    private static final String ERASE_MESSAGE = SqlFile.read("feedback/erase-message.sql");
    /** Before any row, as writers of contexts do. */
    private static final String LOCK_TURNS =
            "SELECT pg_advisory_xact_lock(" + AdvisoryLock.CONTEXT_TURNS.number() + ", turn_lock($1))";

    private static final String ERASE_TURNS = SqlFile.read("feedback/erase-turns.sql");
    private static final String ERASE_WORDS = SqlFile.read("feedback/erase-words.sql");
    private static final String TAKE_BACK = SqlFile.read("feedback/take-back-verdict.sql");
    private static final String FIND = "SELECT (SELECT message_id FROM feedback WHERE id = $1),"
            + " EXISTS (SELECT FROM taken_back_verdicts WHERE feedback_id = $1)";
    private static final String LOCK_MESSAGE = "SELECT FROM customer_messages WHERE id = $1 FOR NO KEY UPDATE";
    private static final String ERASE_FEEDBACK = SqlFile.read("feedback/erase-feedback.sql");

    /** Not the intake's: erasures wait for writers' rows, and must not take the writers' connections. */
    private final Pool pool;

    MessageEraser(@ReactiveDataSource(BackgroundPool.NAME) Pool pool) {
        this.pool = pool;
    }

    /**
     * Erases a message for good: its id alone is remembered. Does no harm twice, nor to a message never seen.
     *
     * @param messageId the helpdesk's
     */
    public Uni<Void> erase(UUID messageId) {
        return erase(messageId, false);
    }

    /** As {@link #erase}, for its age: the daily figures of all feedback stay as they are. */
    public Uni<Void> retire(UUID messageId) {
        return erase(messageId, true);
    }

    private Uni<Void> erase(UUID messageId, boolean keepsFigures) {
        return inTransaction(connection -> execute(connection, LOCK_TURNS, Tuple.of(messageId))
                .compose(locked -> execute(connection, ERASE_MESSAGE, Tuple.of(messageId)))
                .compose(erased ->
                        eraseWords(connection, messageId, erased.iterator().next()))
                // Before prompts are locked: a writer that holds one of these feedback may be waiting for its prompt.
                .compose(words -> execute(connection, ERASE_TURNS, Tuple.of(messageId)))
                .compose(turns -> eraseFeedback(connection, messageId, null, keepsFigures)));
    }

    /**
     * Takes one verdict back, with its prompt and its counts. Its identity and the time are remembered; the message's text goes
     * with the last verdict on it, but the message is not erased. Does no harm twice.
     *
     * @param id the feedback's; fails with a NOT_FOUND problem where there never was one
     */
    Uni<Void> takeBack(UUID id) {
        return inTransaction(connection -> execute(connection, FIND, Tuple.of(id))
                .compose(found -> {
                    Row row = found.iterator().next();
                    UUID messageId = row.getUUID(0);
                    if (messageId == null) {
                        return row.getBoolean(1)
                                ? Future.succeededFuture()
                                : Future.failedFuture(ProblemException.notFound("feedback", id));
                    }
                    return execute(connection, LOCK_MESSAGE, Tuple.of(messageId))
                            .compose(locked -> execute(connection, TAKE_BACK, Tuple.of(messageId, id)))
                            .compose(taken -> taken.rowCount() == 0
                                    ? Future.succeededFuture()
                                    : eraseFeedback(connection, messageId, id, false));
                }));
    }

    private Uni<Void> inTransaction(Function<SqlConnection, Future<Void>> work) {
        return Uni.createFrom()
                .completionStage(() -> RepeatedTransaction.run(
                                pool,
                                connection -> connection
                                        .query(LOCK_TOPICS)
                                        .execute()
                                        .compose(locked -> work.apply(connection)))
                        .toCompletionStage());
    }

    /** @param gone the text that went, and the topic that its message was in, or null */
    private static Future<Void> eraseWords(SqlConnection connection, UUID messageId, Row gone) {
        return execute(connection, ERASE_WORDS, Tuple.of(messageId, gone.getString(0), gone.getUUID(1)))
                .mapEmpty();
    }

    private static Future<Void> eraseFeedback(SqlConnection connection, UUID messageId, UUID id, boolean keepsFigures) {
        int shard = ThreadLocalRandom.current().nextInt(CounterShards.COUNT);
        return execute(connection, ERASE_FEEDBACK, Tuple.of(messageId, shard, id, keepsFigures))
                .mapEmpty();
    }

    private static Future<RowSet<Row>> execute(SqlConnection connection, String statement, Tuple parameters) {
        return connection.preparedQuery(statement).execute(parameters);
    }
}
