package dev.replyloop.counters;

import dev.replyloop.shared.ReportingZone;
import dev.replyloop.shared.SqlFile;
import dev.replyloop.shared.database.AdvisoryLock;
import dev.replyloop.shared.database.BackgroundPool;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Recounts every counter from the feedback. Writes go on meanwhile: the recount and the counters it is compared with are
 * one snapshot, and what is written is their difference. To move the counters to another zone, writers wait until it is
 * done, and count in the new zone from then on.
 */
@ApplicationScoped
class CounterRebuild {

    private static final Logger LOG = Logger.getLogger(CounterRebuild.class);
    private static final String CORRECT_FEEDBACK_DAILY = SqlFile.read("counters/correct-feedback-daily.sql");
    private static final String CORRECT_REJECTED_DAILY = SqlFile.read("counters/correct-rejected-daily.sql");
    private static final String CORRECT_REPEATED_REJECTIONS = SqlFile.read("counters/correct-repeated-rejections.sql");
    private static final String CORRECT_TOPIC_DAILY = SqlFile.read("counters/correct-topic-daily.sql");
    private static final String MOVE_TOPIC_FEEDBACK = SqlFile.read("counters/move-topic-feedback.sql");
    private static final String CORRECT_PROMPT_DAILY = SqlFile.read("counters/correct-prompt-daily.sql");
    private static final String MOVE_PROMPTS = SqlFile.read("counters/move-prompts.sql");
    /** One rebuild at a time, and no fold: two would both write the same difference. */
    private static final String ALONE = "SELECT pg_advisory_lock(" + AdvisoryLock.COUNTER_SHARDS.number()
            + "), pg_advisory_lock(" + AdvisoryLock.REJECTIONS.number() + ")";

    /** It recounts everything, and a writer's long transaction is worth waiting for. */
    private static final String NO_TIME_LIMIT = "SET statement_timeout = 0; SET lock_timeout = 0";

    private static final String NO_LONGER_ALONE = "SELECT pg_advisory_unlock(" + AdvisoryLock.REJECTIONS.number()
            + "), pg_advisory_unlock(" + AdvisoryLock.COUNTER_SHARDS.number() + ")";

    private final Pool pool;
    private final StoredZone stored;
    private final ReportingZone wanted;

    CounterRebuild(@ReactiveDataSource(BackgroundPool.NAME) Pool pool, StoredZone stored, ReportingZone wanted) {
        this.pool = pool;
        this.stored = stored;
        this.wanted = wanted;
    }

    /**
     * Corrects the counters, and moves them to the configured zone where they were counted in another.
     *
     * @return how far they were from a recount in the zone they were counted in
     */
    Uni<Drift> rebuild() {
        return pool.withConnection(connection -> connection
                .query(NO_TIME_LIMIT)
                .execute()
                .flatMap(set -> connection.query(ALONE).execute())
                // The lock comes first: a snapshot taken before it would not see what the last rebuild wrote.
                .flatMap(alone -> stored.read(connection))
                .flatMap(zone ->
                        zone.equals(wanted.id()) ? correctBesideWriters(connection, zone) : move(connection, zone))
                .onItemOrFailure()
                .call((drift, failure) -> connection.query(NO_LONGER_ALONE).execute()));
    }

    private Uni<Drift> correctBesideWriters(SqlConnection connection, String zone) {
        return transaction(connection, "BEGIN ISOLATION LEVEL REPEATABLE READ", correct(connection, zone));
    }

    private Uni<Drift> move(SqlConnection connection, String from) {
        LOG.infof("Moving the counters from %s to %s; writers wait until that is done", from, wanted.id());
        return transaction(
                connection,
                "BEGIN",
                connection
                        .query(
                                "LOCK TABLE feedback_daily, rejected_daily, rejection_journal, topic_feedback, topic_daily,"
                                        + " learned_prompts, prompt_daily, retired_daily, retired_rejected_daily"
                                        + " IN SHARE ROW EXCLUSIVE MODE")
                        .execute()
                        .flatMap(locked -> correct(connection, from))
                        .call(drift -> stored.replace(connection, wanted.id()))
                        .call(drift ->
                                connection.preparedQuery(MOVE_TOPIC_FEEDBACK).execute(Tuple.of(wanted.id())))
                        .call(drift -> connection.preparedQuery(MOVE_PROMPTS).execute(Tuple.of(wanted.id())))
                        .call(drift -> correct(connection, wanted.id())));
    }

    private static Uni<Drift> transaction(SqlConnection connection, String begin, Uni<Drift> work) {
        return connection
                .query(begin)
                .execute()
                .flatMap(begun -> work)
                .call(() -> connection.query("COMMIT").execute())
                .onFailure()
                .call(() -> connection.query("ROLLBACK").execute());
    }

    private static Uni<Drift> correct(SqlConnection connection, String zone) {
        return correct(connection, CORRECT_FEEDBACK_DAILY, zone)
                .flatMap(daily ->
                        correct(connection, CORRECT_REJECTED_DAILY, zone).map(daily::plus))
                .call(() -> CounterCompaction.foldRejections(connection))
                .flatMap(daily ->
                        correct(connection, CORRECT_REPEATED_REJECTIONS, zone).map(daily::plus))
                .flatMap(daily -> correct(connection, CORRECT_TOPIC_DAILY, zone).map(daily::plus))
                .flatMap(
                        daily -> correct(connection, CORRECT_PROMPT_DAILY, zone).map(daily::plus));
    }

    private static Uni<Drift> correct(SqlConnection connection, String statement, String zone) {
        return connection.preparedQuery(statement).execute(Tuple.of(zone)).map(rows -> {
            Row row = rows.iterator().next();
            return new Drift(row.getLong("counters"), row.getLong("feedback"));
        });
    }
}
