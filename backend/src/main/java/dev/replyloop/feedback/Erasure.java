package dev.replyloop.feedback;

import dev.replyloop.shared.SqlFile;
import dev.replyloop.shared.database.BackgroundPool;
import dev.replyloop.shared.problem.Failures;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Erases a customer message with everything derived from it, counters included, in one transaction. */
@ApplicationScoped
class Erasure {

    private static final String LOCK_MESSAGE = SqlFile.read("feedback/lock-message-for-erasure.sql");
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
                        .preparedQuery(LOCK_MESSAGE)
                        .execute(Tuple.of(messageId))
                        .compose(locked ->
                                connection.preparedQuery(ERASE_FEEDBACK).execute(Tuple.of(messageId, slot)))
                        .<Void>mapEmpty())
                .recover(failure -> {
                    boolean unlucky = failure instanceof PgException database
                            && Failures.sqlStateClass(database).equals("40");
                    return unlucky && attempts > 1 ? erase(messageId, attempts - 1) : Future.failedFuture(failure);
                });
    }
}
