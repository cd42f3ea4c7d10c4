package dev.replyloop.prompts;

import dev.replyloop.embedding.SimilarMessages;
import dev.replyloop.embedding.Vectors;
import dev.replyloop.shared.BackgroundThread;
import dev.replyloop.shared.MaintenanceCommand;
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
    private static final String ERASED = SqlFile.read("prompts/erased-messages.sql");
    private static final String NOW = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text";
    private static final String GONE = SqlFile.read("prompts/gone-messages.sql");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PAGE = 2_000;
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final Pool pool;
    private final SentenceModel model;
    private final boolean isCommand;
    private final SimilarMessages messages = new SimilarMessages();
    private final Queue<UUID> missing = new ConcurrentLinkedQueue<>();
    private final BackgroundThread thread = new BackgroundThread(
            "vector-follower", new FailureLog(LOG, "Vectors can't be read; it is tried again"), this::step);

    /** Null before the first step: what was erased before it has no vector to be read. */
    private Mark erased;

    private volatile Mark mark = new Mark("0", new UUID(0, 0));

    /** How far this instance is. */
    enum State {
        /** Meanings are not compared here. */
        OFF,
        READING,
        CURRENT
    }

    private volatile boolean isCurrent;

    /** Up to where vectors were read: a transaction and a message's id. */
    record Mark(String changedIn, UUID messageId) {}

    VectorFollower(
            @ReactiveDataSource(BackgroundPool.NAME) Pool pool,
            SentenceModel model,
            MeterRegistry metrics,
            @ConfigProperty(name = MaintenanceCommand.SETTING, defaultValue = "false") boolean isCommand) {
        this.pool = pool;
        this.model = model;
        this.isCommand = isCommand;
        Gauge.builder("replyloop.prompts.messages", messages, SimilarMessages::size)
                .description("Messages that this instance can find by their meaning")
                .register(metrics);
    }

    void start(@Observes StartupEvent started) {
        if (model.isEnabled() && !isCommand) {
            thread.start();
        }
    }

    void stop(@Observes ShutdownEvent shutdown) throws InterruptedException {
        thread.stop();
    }

    SimilarMessages messages() {
        return messages;
    }

    State state() {
        if (!model.isEnabled()) {
            return State.OFF;
        }
        return isCurrent ? State.CURRENT : State.READING;
    }

    /** Up to where {@link #messages()} hold what the database does. */
    Mark mark() {
        return mark;
    }

    /** A message that was found was not there any more: it is forgotten, if it still isn't. */
    void missing(UUID id) {
        missing.add(id);
    }

    /** @return how long to wait before the next step */
    private Duration step() {
        if (erased == null) {
            erased = new Mark(read(NOW, Tuple.tuple()).iterator().next().getString(0), new UUID(0, 0));
        }
        forgetMissing();
        int followed = follow();
        forgetErased();
        isCurrent |= followed < PAGE;
        return followed == PAGE ? Duration.ZERO : PAUSE;
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

    private void forgetErased() {
        for (Row row : read(ERASED, Tuple.of(erased.changedIn, erased.messageId, PAGE))) {
            if (row.getBoolean("is_gone")) {
                messages.remove(row.getUUID("id"));
            }
            erased = new Mark(row.getString("reworded_in"), row.getUUID("id"));
        }
    }

    private int follow() {
        RowSet<Row> rows = read(CHANGED, Tuple.of(model.get().id(), mark.changedIn, mark.messageId, PAGE));
        for (Row row : rows) {
            messages.put(
                    row.getUUID("message_id"),
                    Vectors.fromBytes(row.getBuffer("vector").getBytes()),
                    row.getOffsetDateTime("first_verdict_at") == null
                            ? Long.MAX_VALUE
                            : row.getOffsetDateTime("first_verdict_at")
                                    .toInstant()
                                    .toEpochMilli());
            mark = new Mark(row.getString("changed_in"), row.getUUID("message_id"));
        }
        return rows.size();
    }

    private RowSet<Row> read(String statement, Tuple values) {
        return pool.preparedQuery(statement).execute(values).await().atMost(PATIENCE);
    }
}
