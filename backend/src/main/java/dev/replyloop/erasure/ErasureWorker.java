package dev.replyloop.erasure;

import static dev.replyloop.shared.StartRefusedException.BEFORE_BACKGROUND_WORK;

import dev.replyloop.feedback.IngestActivity;
import dev.replyloop.feedback.MessageEraser;
import dev.replyloop.shared.BackgroundThread;
import dev.replyloop.shared.MaintenanceCommand;
import dev.replyloop.shared.StartRefusedException;
import dev.replyloop.shared.database.BackgroundPool;
import dev.replyloop.shared.problem.FailureLog;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Erases one message after the other, giving way to the intake: those that were asked for, then those older than the retention.
 * Where it was cut off, the next start goes on. Two instances may erase the same message: that does no harm.
 */
@ApplicationScoped
class ErasureWorker {

    private static final Logger LOG = Logger.getLogger(ErasureWorker.class);

    private static final String NEXT = """
            SELECT id, erased, message_ids[erased + 1 : erased + $1] AS next
            FROM erasures WHERE finished_at IS NULL ORDER BY requested_at, id LIMIT 1
            """;
    private static final String PROGRESS = """
            UPDATE erasures SET erased = greatest(erased, $2),
                   finished_at = CASE WHEN greatest(erased, $2) = cardinality(message_ids) THEN coalesce(finished_at, now()) END
            WHERE id = $1
            """;
    /** A message is as old as its newest feedback. */
    private static final String TOO_OLD = """
            SELECT id, message_id, occurred_at,
                   NOT EXISTS (SELECT FROM feedback AS newer WHERE newer.message_id = old.message_id AND newer.occurred_at >= $1) AS whole
            FROM feedback AS old
            WHERE occurred_at < $1 AND (occurred_at, id) > ($2, $3)
            ORDER BY occurred_at, id
            LIMIT $4
            """;

    /** Not at once: a writer that has not seen the request may be about to commit. */
    private static final String NEXT_AGENT = """
            SELECT agent_id, looked_up_to FROM forgotten_agents
            WHERE agent_id IS NOT NULL AND requested_at < now() - interval '2 seconds' ORDER BY requested_at LIMIT 1
            """;

    private static final String FORGET_AGENT = """
            WITH page AS MATERIALIZED (
                SELECT id FROM feedback WHERE id > $2 ORDER BY id LIMIT $3
            ), forgotten AS (
                UPDATE feedback SET agent_id = NULL WHERE id IN (SELECT id FROM page) AND agent_id = $1
            )
            UPDATE forgotten_agents
            SET looked_up_to = coalesce((SELECT id FROM page ORDER BY id DESC LIMIT 1), looked_up_to),
                agent_id = CASE WHEN EXISTS (SELECT FROM page) THEN agent_id END
            WHERE agent_id = $1 AND looked_up_to = $2
            """;

    private static final int PAGE = 2_000;
    private static final int STEP = 20;
    private static final int PATIENCE_WITH_INTAKE = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(20);
    private static final Duration SHORTEST_RETENTION = Duration.ofDays(1);
    private static final OffsetDateTime BEGINNING = OffsetDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
    private static final UUID LEAST = new UUID(0, 0);

    private final Pool pool;
    private final MessageEraser eraser;
    private final IngestActivity intake;
    private final Optional<Duration> retention;
    private final boolean keepsFigures;
    private final boolean isCommand;
    private final BackgroundThread thread = new BackgroundThread(
            "erasures", new FailureLog(LOG, "Messages can't be erased; it is tried again"), this::step);

    /** Behind what was looked at of what is too old: messages that have newer feedback are left, and not looked at again and again. */
    private OffsetDateTime lookedUpTo = BEGINNING;

    private UUID lookedUpToId = LEAST;
    private long lookedAt = System.nanoTime() - BETWEEN_LOOKS.toNanos();

    ErasureWorker(
            @ReactiveDataSource(BackgroundPool.NAME) Pool pool,
            MessageEraser eraser,
            IngestActivity intake,
            @ConfigProperty(name = "replyloop.retention") Optional<Duration> retention,
            @ConfigProperty(name = "replyloop.retention.keep-figures", defaultValue = "false") boolean keepsFigures,
            @ConfigProperty(name = MaintenanceCommand.SETTING, defaultValue = "false") boolean isCommand) {
        this.pool = pool;
        this.eraser = eraser;
        this.intake = intake;
        this.retention = retention;
        this.keepsFigures = keepsFigures;
        this.isCommand = isCommand;
    }

    void check(@Observes @Priority(BEFORE_BACKGROUND_WORK) StartupEvent started) {
        if (retention.isPresent() && retention.get().compareTo(SHORTEST_RETENTION) < 0) {
            throw new StartRefusedException(
                    "replyloop.retention is how long messages are kept, a day at least, such as 400D.");
        }
    }

    void start(@Observes StartupEvent started) {
        if (!isCommand) {
            thread.start();
        }
    }

    void stop(@Observes ShutdownEvent shutdown) throws InterruptedException {
        thread.stop();
    }

    private Duration step() {
        if (eraseRequested() || forgetAgents() || eraseOld()) {
            return Duration.ZERO;
        }
        return PAUSE;
    }

    /** @return whether there was something to erase */
    private boolean eraseRequested() {
        for (Row row : await(pool.preparedQuery(NEXT).execute(Tuple.of(STEP)))) {
            int erased = row.getInteger("erased");
            for (UUID id : row.getArrayOfUUIDs("next")) {
                behindIntake(eraser.erase(id));
                erased++;
            }
            await(pool.preparedQuery(PROGRESS).execute(Tuple.of(row.getUUID("id"), erased)));
            return true;
        }
        return false;
    }

    /** A page of all feedback at a time, as no index knows agents. */
    private boolean forgetAgents() {
        for (Row row : await(pool.query(NEXT_AGENT).execute())) {
            long begun = System.nanoTime();
            await(pool.preparedQuery(FORGET_AGENT)
                    .execute(Tuple.of(row.getString("agent_id"), row.getUUID("looked_up_to"), PAGE)));
            intake.giveWay(PATIENCE_WITH_INTAKE * (System.nanoTime() - begun));
            return true;
        }
        return false;
    }

    private boolean eraseOld() {
        if (retention.isEmpty() || System.nanoTime() - lookedAt < BETWEEN_LOOKS.toNanos()) {
            return false;
        }
        OffsetDateTime bound = OffsetDateTime.now(ZoneOffset.UTC).minus(retention.get());
        List<UUID> old = new ArrayList<>();
        int seen = 0;
        for (Row row : await(pool.preparedQuery(TOO_OLD).execute(Tuple.of(bound, lookedUpTo, lookedUpToId, STEP)))) {
            seen++;
            lookedUpTo = row.getOffsetDateTime("occurred_at");
            lookedUpToId = row.getUUID("id");
            if (row.getBoolean("whole")) {
                old.add(row.getUUID("message_id"));
            }
        }
        old.stream().distinct().forEach(id -> behindIntake(keepsFigures ? eraser.retire(id) : eraser.erase(id)));
        if (!old.isEmpty()) {
            LOG.debugf("%d messages that were older than the retention are erased", old.size());
        }
        if (seen < STEP) {
            // From the beginning next time: what had newer feedback then may be old by now.
            lookedUpTo = BEGINNING;
            lookedUpToId = LEAST;
            lookedAt = System.nanoTime();
        }
        return seen == STEP;
    }

    private void behindIntake(Uni<Void> erasure) {
        long begun = System.nanoTime();
        await(erasure);
        intake.giveWay(PATIENCE_WITH_INTAKE * (System.nanoTime() - begun));
    }

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(PATIENCE);
    }
}
