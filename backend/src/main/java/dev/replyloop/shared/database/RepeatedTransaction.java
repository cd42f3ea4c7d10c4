package dev.replyloop.shared.database;

import dev.replyloop.shared.problem.SqlStates;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.function.Function;

/** A transaction that is begun anew where the database made it give way to another. */
public final class RepeatedTransaction {

    private static final int ATTEMPTS = 5;

    private RepeatedTransaction() {}

    /**
     * @param work is called once an attempt, five times at most
     * @return what it gave in the attempt that was committed; fails with what ended the last one
     */
    public static <T> Future<T> run(Pool pool, Function<SqlConnection, Future<T>> work) {
        return run(pool, work, ATTEMPTS);
    }

    private static <T> Future<T> run(Pool pool, Function<SqlConnection, Future<T>> work, int attempts) {
        return pool.withTransaction(work).recover(failure -> {
            boolean unlucky = failure instanceof PgException database
                    && SqlStates.classOf(database).equals("40");
            return unlucky && attempts > 1 ? run(pool, work, attempts - 1) : Future.failedFuture(failure);
        });
    }
}
