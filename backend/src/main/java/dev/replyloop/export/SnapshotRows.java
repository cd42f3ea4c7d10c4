package dev.replyloop.export;

import dev.replyloop.shared.problem.ProblemException;
import dev.replyloop.shared.problem.ProblemType;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Cursor;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Reads many rows out of one snapshot with memory for two pages of them, one ahead of what is used. Called on worker threads, which wait for the database and for the taker of the rows; few at
 * a time.
 */
@ApplicationScoped
class SnapshotRows {

    private static final Logger LOG = Logger.getLogger(SnapshotRows.class);
    private static final String BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    /** Sorting out takes seconds for a million; a client may take its time, as long as it takes something. */
    private static final String LIMITS =
            "SET LOCAL statement_timeout = '120s'; SET LOCAL transaction_timeout = 0; SET LOCAL work_mem = '64MB'";

    private static final int FIRST_PAGE = 100;
    private static final int MAX_PAGE = 1_000;
    /** A page has about so many characters, going by the one before. */
    private static final long PAGE_CHARACTERS = 2 << 20;

    private static final int AT_ONCE = 4;
    private static final Duration WAIT_FOR_TURN = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Pool pool;
    private final Semaphore turns = new Semaphore(AT_ONCE);

    SnapshotRows(Pool pool) {
        this.pool = pool;
    }

    /** Takes a row. */
    interface Taker {
        void take(Row row) throws IOException;
    }

    /** Reads in a transaction's connection. */
    interface Reading<T> {
        T read(SqlConnection connection) throws IOException;
    }

    /** @throws ProblemException OVERLOADED where no other export fits in */
    void checkRoom() {
        if (turns.availablePermits() == 0) {
            throw crowded();
        }
    }

    /**
     * Reads when it is its turn, out of one snapshot.
     *
     * @throws ProblemException OVERLOADED where the turn doesn't come
     * @throws IOException as the reading does
     */
    <T> T inSnapshot(Reading<T> reading) throws IOException {
        try {
            if (!turns.tryAcquire(WAIT_FOR_TURN.toMillis(), TimeUnit.MILLISECONDS)) {
                throw crowded();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw crowded();
        }
        try {
            SqlConnection connection = await(pool.getConnection());
            try {
                await(connection.query(BEGIN).execute());
                await(connection.query(LIMITS).execute());
                return reading.read(connection);
            } finally {
                end(connection);
            }
        } finally {
            turns.release();
        }
    }

    /**
     * Reads all rows in order.
     *
     * @param rows each with its {@code characters}
     */
    static void read(SqlConnection connection, NamedStatement rows, Taker taker) throws IOException {
        Cursor cursor = await(connection.prepare(rows.sql())).cursor(rows.values());
        read(cursor, taker, cursor::read);
    }

    /**
     * Reads all rows in the order of their ids' statement.
     *
     * @param ids gives one column, {@code id}
     * @param rows from an array of ids, its first parameter, to the rows in that order, each with its {@code characters}
     * @param isMasked its second parameter
     */
    static void read(SqlConnection connection, NamedStatement ids, String rows, boolean isMasked, Taker taker)
            throws IOException {
        Cursor cursor = await(connection.prepare(ids.sql())).cursor(ids.values());
        read(
                cursor,
                taker,
                size -> cursor.read(size).flatMap(found -> {
                    List<UUID> page = new ArrayList<>();
                    found.forEach(row -> page.add(row.getUUID("id")));
                    return connection.preparedQuery(rows).execute(Tuple.of(page.toArray(UUID[]::new), isMasked));
                }));
    }

    private static void read(Cursor cursor, Taker taker, IntFunction<Uni<RowSet<Row>>> read) throws IOException {
        RowSet<Row> page = await(read.apply(FIRST_PAGE));
        while (page != null) {
            // The next page comes while this one is used.
            Uni<RowSet<Row>> next = cursor.hasMore() ? begun(read.apply(sizeAfter(page))) : null;
            for (Row row : page) {
                taker.take(row);
            }
            page = next == null ? null : await(next);
        }
    }

    private static int sizeAfter(RowSet<Row> page) {
        // Not its row count, which PostgreSQL tells at the end of all rows alone.
        long characters = 1;
        for (Row row : page) {
            characters += row.getInteger("characters");
        }
        return (int) Math.max(1, Math.min(MAX_PAGE, PAGE_CHARACTERS * page.size() / characters));
    }

    /** Runs what needs a context of Vert.x, from a worker thread. */
    static <T> T onContext(Supplier<Uni<T>> read) {
        try {
            return VertxContextSupport.subscribeAndAwait(read);
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("A read failed", e);
        }
    }

    static <T> T await(Uni<T> work) {
        return work.await().atMost(PATIENCE);
    }

    private static <T> Uni<T> begun(Uni<T> work) {
        return Uni.createFrom().completionStage(work.subscribeAsCompletionStage());
    }

    /** Whatever it was at ends with its transaction. */
    private static void end(SqlConnection connection) {
        connection
                .query("ROLLBACK")
                .execute()
                .onTermination()
                .call(connection::close)
                .subscribe()
                .with(done -> {}, failure -> LOG.debug("The connection of an export is gone", failure));
    }

    private static ProblemException crowded() {
        return ProblemException.of(
                ProblemType.OVERLOADED,
                "So many exports are under way that no other fits in; please try again in a moment.");
    }
}
