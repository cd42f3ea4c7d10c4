package dev.replyloop.feedback;

import dev.replyloop.shared.MaintenanceCommand;
import dev.replyloop.shared.SqlFile;
import dev.replyloop.shared.database.AdvisoryLock;
import dev.replyloop.shared.database.BackgroundPool;
import dev.replyloop.shared.problem.FailureLog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Fills the search index in the background. Every instance tries, one at a time does it, and it gives way to the intake. What
 * it has not come to is searched without the index: only the speed of a search depends on it.
 */
@ApplicationScoped
class SearchIndexer {

    private static final Logger LOG = Logger.getLogger(SearchIndexer.class);

    private static final String INDEX_CHANGED = SqlFile.read("search/index-changed.sql");
    private static final String INDEX_REWORDED = SqlFile.read("search/index-reworded.sql");
    private static final String START_OVER_AFTER_RESTORE = SqlFile.read("search/start-over-after-restore.sql");
    private static final String WAITING = SqlFile.read("search/waiting.sql");
    /** One filler at a time, for as long as a transaction. The number is any that nobody else uses. */
    private static final String ALONE = AdvisoryLock.SEARCH_INDEX.tryForTransaction();
    /** GIN puts a chunk's keys aside and sorts them in at once, in memory, at the chunk's end. */
    private static final String ROOM_FOR_A_CHUNK =
            "SET LOCAL gin_pending_list_limit = '128MB';" + " SET LOCAL maintenance_work_mem = '128MB'";

    /** What GIN has put aside, every search would have to read. */
    private static final String TIDY = "SELECT tidy_search_index()";

    private static final long TICK_MILLIS = 1_000;
    private static final int CHUNK_ROWS = 2_000;
    /** Far behind, after an import: the more rows share the index's pages, the fewer are written to the log. */
    private static final int CHUNK_ROWS_FAR_BEHIND = 20_000;
    /** So many verdicts in a tick are a load that others feel. */
    private static final int VERDICTS_OF_A_BUSY_TICK = 500;
    /** Beside such a load a tick's chunk holds as many rows as take about this long: a few hundredths of a core. */
    private static final double MILLIS_BESIDE_INTAKE = 30;

    private static final int MIN_ROWS_BESIDE_INTAKE = 25;
    private static final int MAX_ROWS_BESIDE_INTAKE = 500;

    private static final int CHUNK_BYTES = 16 << 20;
    private static final int REWORDED_MESSAGES = 200;
    private static final int COUNTED_AT_MOST = 10_000;
    /** Few rows cost the index as many pages as many do: a search reads these as they stand in a millisecond or two. */
    private static final int WORTH_A_CHUNK = 500;

    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long PATIENCE_SECONDS = 30;
    private static final long LAST_CHUNK_SECONDS = 5;

    private final Pool pool;
    private final Vertx vertx;
    private final FeedbackIntake intake;
    private final boolean isCommand;

    private volatile int waiting;
    private volatile boolean stopping;
    private volatile Future<Void> pass = Future.succeededFuture();
    private volatile int rowsBesideIntake = 100;
    private long offeredBefore;
    private long lastFilled = System.nanoTime();
    private final FailureLog failures = new FailureLog(LOG, "The search index can't be filled; it is tried again");

    SearchIndexer(
            @ReactiveDataSource(BackgroundPool.NAME) Pool pool,
            Vertx vertx,
            FeedbackIntake intake,
            MeterRegistry metrics,
            @ConfigProperty(name = MaintenanceCommand.SETTING, defaultValue = "false") boolean isCommand) {
        this.pool = pool;
        this.vertx = vertx;
        this.intake = intake;
        this.isCommand = isCommand;
        Gauge.builder("replyloop.search.waiting", this, filler -> filler.waiting)
                .description("Changes that the search index doesn't know yet, counted to " + COUNTED_AT_MOST
                        + "; searches read them as they stand")
                .register(metrics);
    }

    void start(@Observes StartupEvent started) throws Exception {
        if (isCommand) {
            return;
        }
        // Before the first verdict is written: it would pass for indexed.
        pool.preparedQuery(START_OVER_AFTER_RESTORE)
                .execute(Tuple.of(CHUNK_ROWS))
                .toCompletionStage()
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        scheduleNext();
    }

    void stop(@Observes ShutdownEvent shutdown) throws InterruptedException {
        stopping = true;
        try {
            pass.toCompletionStage().toCompletableFuture().get(LAST_CHUNK_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // Whatever it was at is rolled back, and done by the next one.
            LOG.debug("The last chunk was cut off", e);
        }
    }

    /** Indexes what there is, unless another instance is at it; done once there is no more, or the intake is busy. */
    Future<Void> fill() {
        if (intake.isBusy()) {
            return fillBesideIntake();
        }
        int rows = waiting < COUNTED_AT_MOST ? CHUNK_ROWS : CHUNK_ROWS_FAR_BEHIND;
        return pool.withTransaction(connection -> chunk(connection, rows))
                .compose(more -> more && !stopping ? fill() : Future.succeededFuture());
    }

    private Future<Void> fillBesideIntake() {
        int rows = rowsBesideIntake;
        long begun = System.nanoTime();
        return pool.withTransaction(connection -> chunk(connection, rows))
                .onSuccess(more -> {
                    // How much that is depends on the texts, the machine and what else is going on: it is measured.
                    double factor = MILLIS_BESIDE_INTAKE * 1e6 / Math.max(1, System.nanoTime() - begun);
                    rowsBesideIntake = (int) Math.max(
                            MIN_ROWS_BESIDE_INTAKE,
                            Math.min(MAX_ROWS_BESIDE_INTAKE, rows * Math.max(0.5, Math.min(2, factor))));
                })
                .mapEmpty();
    }

    private void scheduleNext() {
        if (!stopping) {
            vertx.setTimer(TICK_MILLIS, timer -> {
                // What it needs may be gone by now.
                if (!stopping) {
                    pass = tick().onComplete(done -> scheduleNext());
                }
            });
        }
    }

    private Future<Void> tick() {
        long offered = intake.offered();
        boolean busy = offered - offeredBefore > VERDICTS_OF_A_BUSY_TICK;
        offeredBefore = offered;
        return pool.preparedQuery(WAITING)
                .execute(Tuple.of(COUNTED_AT_MOST))
                .compose(rows -> {
                    waiting = (int)
                            Math.min(COUNTED_AT_MOST, rows.iterator().next().getLong(0));
                    boolean due = System.nanoTime() - lastFilled > LONGEST_WAIT_NANOS;
                    if (stopping || waiting < WORTH_A_CHUNK && !due) {
                        return Future.<Void>succeededFuture();
                    }
                    lastFilled = System.nanoTime();
                    return busy ? fillBesideIntake() : fill();
                })
                .onSuccess(done -> failures.succeeded())
                .recover(failure -> {
                    if (!stopping) {
                        failures.failed(failure);
                    }
                    return Future.succeededFuture();
                });
    }

    /** @return whether there may be more */
    private static Future<Boolean> chunk(SqlConnection connection, int rows) {
        return connection.query(ALONE).execute().compose(answer -> {
            if (!answer.iterator().next().getBoolean(0)) {
                return Future.succeededFuture(false);
            }
            return connection
                    .query(ROOM_FOR_A_CHUNK)
                    .execute()
                    .compose(set ->
                            connection.preparedQuery(START_OVER_AFTER_RESTORE).execute(Tuple.of(CHUNK_ROWS)))
                    .compose(again -> index(connection, INDEX_CHANGED, Tuple.of(rows, CHUNK_BYTES))
                            .compose(changed -> index(connection, INDEX_REWORDED, Tuple.of(REWORDED_MESSAGES))
                                    .compose(reworded -> tidy(connection, changed, reworded))
                                    .map(more -> more || again.iterator().next().getLong(0) > 0)));
        });
    }

    private static Future<Indexed> index(SqlConnection connection, String statement, Tuple limits) {
        return connection.preparedQuery(statement).execute(limits).map(result -> {
            Row row = result.iterator().next();
            return new Indexed(row.getLong(0) > 0, row.getBoolean(1));
        });
    }

    private static Future<Boolean> tidy(SqlConnection connection, Indexed changed, Indexed reworded) {
        boolean more = changed.more || reworded.more;
        return changed.any || reworded.any ? connection.query(TIDY).execute().map(more) : Future.succeededFuture(more);
    }

    private record Indexed(boolean any, boolean more) {}
}
