package dev.replyloop.counters;

import dev.replyloop.shared.MaintenanceCommand;
import dev.replyloop.shared.ReportingZone;
import dev.replyloop.shared.SqlFile;
import dev.replyloop.shared.database.AdvisoryLock;
import dev.replyloop.shared.database.BackgroundPool;
import dev.replyloop.shared.database.RepeatedTask;
import dev.replyloop.shared.problem.FailureLog;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * What is done to the counters in the background, so that no writer and no reader has to: adds up the journal of rejections, and
 * joins the shards of days that are over. Every instance tries; one of them holds the advisory lock and works. The figures
 * are exact before, after and meanwhile.
 */
@ApplicationScoped
class CounterCompaction {

    private static final Logger LOG = Logger.getLogger(CounterCompaction.class);
    private static final String IS_JOURNAL_EMPTY =
            "SELECT NOT EXISTS (SELECT FROM rejection_journal WHERE changed_in >= (SELECT up_to FROM rejection_fold))";
    private static final String FOLD_REJECTIONS = SqlFile.read("counters/fold-rejections.sql");
    private static final String FORGET_REPLIES = SqlFile.read("counters/forget-replies.sql");
    private static final String FOLD_FEEDBACK_SHARDS = SqlFile.read("counters/fold-feedback-shards.sql");
    private static final String FOLD_REJECTED_SHARDS = SqlFile.read("counters/fold-rejected-shards.sql");
    private static final String FOLD_PROMPT_SHARDS = SqlFile.read("counters/fold-prompt-shards.sql");
    private static final Duration JOURNAL_PAUSE = Duration.ofSeconds(1);
    private static final Duration SHARDS_PAUSE = Duration.ofMinutes(1);

    private final Pool pool;
    private final ReportingZone zone;
    private final boolean isCommand;
    private final List<Cancellable> running = new CopyOnWriteArrayList<>();

    CounterCompaction(
            @ReactiveDataSource(BackgroundPool.NAME) Pool pool,
            ReportingZone zone,
            @ConfigProperty(name = MaintenanceCommand.SETTING, defaultValue = "false") boolean isCommand) {
        this.pool = pool;
        this.zone = zone;
        this.isCommand = isCommand;
    }

    void start(@Observes StartupEvent started) {
        if (!isCommand) {
            keepDoing("The journal of rejections can't be added up", JOURNAL_PAUSE, this::foldRejections);
            keepDoing("The counters' shards can't be joined", SHARDS_PAUSE, this::foldShards);
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        running.forEach(Cancellable::cancel);
    }

    /** Adds up what the journal holds, unless another instance is at it. */
    Uni<Void> foldRejections() {
        return pool.query(IS_JOURNAL_EMPTY)
                .execute()
                .flatMap(rows -> rows.iterator().next().getBoolean(0)
                        ? Uni.createFrom().voidItem()
                        : alone(AdvisoryLock.REJECTIONS.number(), CounterCompaction::foldRejections));
    }

    /** Adds up what the journal holds, and forgets replies that were erased. For who holds {@link AdvisoryLock#REJECTIONS}. */
    static Uni<Void> foldRejections(SqlConnection connection) {
        return connection.preparedQuery(FOLD_REJECTIONS).execute().flatMap(rows -> {
            Integer[] takenBack = StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> row.getInteger(0))
                    .toArray(Integer[]::new);
            return takenBack.length == 0
                    ? Uni.createFrom().voidItem()
                    : connection
                            .preparedQuery(FORGET_REPLIES)
                            .execute(Tuple.tuple().addValue(takenBack))
                            .replaceWithVoid();
        });
    }

    /** Joins the shards of days that are over, unless another instance is at it. */
    Uni<Void> foldShards() {
        Tuple parameters = Tuple.of(zone.id());
        return alone(
                AdvisoryLock.COUNTER_SHARDS.number(),
                connection -> connection
                        .preparedQuery(FOLD_FEEDBACK_SHARDS)
                        .execute(parameters)
                        .flatMap(folded ->
                                connection.preparedQuery(FOLD_REJECTED_SHARDS).execute(parameters))
                        .flatMap(folded ->
                                connection.preparedQuery(FOLD_PROMPT_SHARDS).execute(parameters))
                        .replaceWithVoid());
    }

    /** The lock has a statement of its own: the work's snapshot must see what the last one to hold it did. */
    private Uni<Void> alone(int lock, Function<SqlConnection, Uni<Void>> work) {
        return pool.withTransaction(connection -> connection
                .preparedQuery("SELECT pg_try_advisory_xact_lock($1)")
                .execute(Tuple.of((long) lock))
                .flatMap(rows -> rows.iterator().next().getBoolean(0)
                        ? work.apply(connection)
                        : Uni.createFrom().voidItem()));
    }

    private void keepDoing(String what, Duration pause, Supplier<Uni<Void>> work) {
        running.add(RepeatedTask.start(new FailureLog(LOG, what + "; it is tried again"), pause, work));
    }
}
