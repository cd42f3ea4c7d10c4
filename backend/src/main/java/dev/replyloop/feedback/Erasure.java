package dev.replyloop.feedback;

import dev.replyloop.shared.SqlFile;
import dev.replyloop.shared.database.BackgroundPool;
import dev.replyloop.shared.problem.Failures;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Erases a customer message with everything derived from it, counters included, in one transaction. */
@ApplicationScoped
class Erasure {

    /**
     * Before any row: whoever stores topics holds it too, and then locks rows of messages. Also where there are no topics yet,
     * as the first may be about to be committed; but not where topics were never looked for.
     */
    private static final String LOCK_TOPICS =
            "SELECT pg_advisory_xact_lock(7356) FROM topic_progress WHERE model IS NOT NULL";

    private static final String ERASE_MESSAGE = SqlFile.read("feedback/erase-message.sql");
    private static final String ERASE_WORDS = SqlFile.read("feedback/erase-words.sql");
    private static final String ERASE_FEEDBACK = SqlFile.read("feedback/erase-feedback.sql");
    private static final int ATTEMPTS = 5;

    /** Everybody's pool, not the intake's: erasures wait for writers' rows, and must not take the writers' connections. */
    private final Pool pool;

    Erasure(@ReactiveDataSource(BackgroundPool.NAME) Pool pool) {
        this.pool = pool;
    }

    /**
     * Erases for good: of the message its id alone is remembered. Does no harm twice, nor to a message never seen.
     *
     * @param messageId the helpdesk's
     */
    Uni<Void> erase(UUID messageId) {
        return Uni.createFrom().completionStage(() -> erase(messageId, ATTEMPTS).toCompletionStage());
    }

    private Future<Void> erase(UUID messageId, int attempts) {
        int slot = ThreadLocalRandom.current().nextInt(CounterSlots.COUNT);
        return pool.withTransaction(connection -> connection
                        .query(LOCK_TOPICS)
                        .execute()
                        .compose(locked ->
                                connection.preparedQuery(ERASE_MESSAGE).execute(Tuple.of(messageId)))
                        .compose(erased -> {
                            Row old = erased.iterator().next();
                            return connection
                                    .preparedQuery(ERASE_WORDS)
                                    .execute(Tuple.of(messageId, old.getString(0), old.getUUID(1)));
                        })
                        .compose(taken ->
                                connection.preparedQuery(ERASE_FEEDBACK).execute(Tuple.of(messageId, slot)))
                        .<Void>mapEmpty())
                .recover(failure -> {
                    boolean unlucky = failure instanceof PgException database
                            && Failures.sqlStateClass(database).equals("40");
                    return unlucky && attempts > 1 ? erase(messageId, attempts - 1) : Future.failedFuture(failure);
                });
    }
}
