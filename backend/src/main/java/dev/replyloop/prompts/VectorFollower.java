package dev.replyloop.prompts;

import dev.replyloop.counters.RebuildCounters;
import dev.replyloop.embedding.SimilarMessages;
import dev.replyloop.embedding.Vectors;
import dev.replyloop.shared.SqlFile;
import dev.replyloop.shared.database.BackgroundPool;
import dev.replyloop.shared.problem.FailureLog;
import dev.replyloop.topics.SentenceModel;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Keeps this instance's {@link SimilarMessages} as the database has them: reads all vectors at the start, then what changes,
 * several times a second. On every instance, each for itself.
 */
@ApplicationScoped
class VectorFollower {

    private static final Logger LOG = Logger.getLogger(VectorFollower.class);
    private static final String CHANGED = SqlFile.read("prompts/changed-vectors.sql");
    private static final String GONE = SqlFile.read("prompts/gone-messages.sql");
    private static final UUID BEFORE_ALL = new UUID(0, 0);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PAGE = 2_000;
    private static final long PAUSE_MILLIS = 300;
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 1_000;
    private static final long LAST_STEP_MILLIS = 5_000;

    private final Pool pool;
    private final SentenceModel model;
    private final boolean rebuildingCounters;
    private final SimilarMessages messages = new SimilarMessages();
    private final Queue<UUID> missing = new ConcurrentLinkedQueue<>();
    private final FailureLog failures = new FailureLog(LOG, "Vectors can't be read; it is tried again");

    private String changedIn = "0";
    private UUID messageId = BEFORE_ALL;
    private volatile boolean stopping;
    private volatile Thread thread;

    VectorFollower(
            @ReactiveDataSource(BackgroundPool.NAME) Pool pool,
            SentenceModel model,
            MeterRegistry metrics,
            @ConfigProperty(name = RebuildCounters.SETTING, defaultValue = "false") boolean rebuildingCounters) {
        this.pool = pool;
        this.model = model;
        this.rebuildingCounters = rebuildingCounters;
        Gauge.builder("replyloop.prompts.messages", messages, SimilarMessages::size)
                .description("Messages that this instance can find by their meaning")
                .register(metrics);
    }

    void start(@Observes StartupEvent started) {
        if (model.isEnabled() && !rebuildingCounters) {
            thread = new Thread(this::run, "vector-follower");
            thread.setDaemon(true);
            thread.start();
        }
    }

    void stop(@Observes ShutdownEvent shutdown) throws InterruptedException {
        stopping = true;
        Thread running = thread;
        if (running != null) {
            running.interrupt();
            running.join(LAST_STEP_MILLIS);
        }
    }

    SimilarMessages messages() {
        return messages;
    }

    /** A message that was found was not there any more: it is forgotten, if it still isn't. */
    void missing(UUID id) {
        missing.add(id);
    }

    private void run() {
        while (!stopping) {
            long pause = PAUSE_MILLIS;
            try {
                forgetMissing();
                if (follow() == PAGE) {
                    pause = 0;
                }
                failures.succeeded();
            } catch (RuntimeException e) {
                if (stopping) {
                    return;
                }
                failures.failed(e);
                pause = PAUSE_AFTER_FAILURE_MILLIS;
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Before what changed is read: a message that came back meanwhile is among that. */
    private void forgetMissing() {
        List<UUID> ids = new ArrayList<>();
        for (UUID id = missing.poll(); id != null; id = missing.poll()) {
            ids.add(id);
        }
        if (!ids.isEmpty()) {
            read(GONE, Tuple.of(ids.toArray(UUID[]::new))).forEach(row -> messages.remove(row.getUUID("id")));
        }
    }

    private int follow() {
        RowSet<Row> rows = read(CHANGED, Tuple.of(model.get().id(), changedIn, messageId, PAGE));
        for (Row row : rows) {
            messages.put(
                    row.getUUID("message_id"),
                    Vectors.fromBytes(row.getBuffer("vector").getBytes()));
            changedIn = row.getString("changed_in");
            messageId = row.getUUID("message_id");
        }
        return rows.size();
    }

    private RowSet<Row> read(String statement, Tuple values) {
        return pool.preparedQuery(statement).execute(values).await().atMost(PATIENCE);
    }
}
