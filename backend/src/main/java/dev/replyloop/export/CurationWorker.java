package dev.replyloop.export;

import dev.replyloop.embedding.Vectors;
import dev.replyloop.feedback.IngestActivity;
import dev.replyloop.shared.BackgroundThread;
import dev.replyloop.shared.MaintenanceCommand;
import dev.replyloop.shared.SqlFile;
import dev.replyloop.shared.database.BackgroundPool;
import dev.replyloop.shared.problem.FailureLog;
import dev.replyloop.text.Masking;
import dev.replyloop.topics.SentenceModel;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Looks at each verdict once behind the intake, giving way to it: masks its texts, tells what it says and what contradicts it.
 * Two instances take turns. What it has not come to is masked when it is exported, and compared with nothing.
 */
@ApplicationScoped
class CurationWorker {

    private static final Logger LOG = Logger.getLogger(CurationWorker.class);
    private static final String NEXT = SqlFile.read("export/next-to-curate.sql");
    private static final String STORE = SqlFile.read("export/store-curations.sql");
    private static final String CONTRADICTIONS = SqlFile.read("export/contradictions.sql");
    private static final String STORE_CONTRADICTIONS = SqlFile.read("export/store-contradictions.sql");
    /** A database that was restored has counted fewer transactions than the one the mark is from. */
    private static final String START_OVER = """
            UPDATE curation_progress SET changed_in = '0', feedback_id = '00000000-0000-0000-0000-000000000000'
            WHERE changed_in >= pg_snapshot_xmax(pg_current_snapshot())
            """;

    private static final int PAGE = 200;
    private static final int COMPARED_AT_ONCE = 200;
    /** Messages whose vectors are nearer mean the same. */
    private static final double SAME_MEANING = 0.9;

    private static final int PATIENCE_WITH_INTAKE = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Pool pool;
    private final Masking masking;
    private final SentenceModel model;
    private final IngestActivity intake;
    private final boolean isCommand;
    private boolean isBegun;
    private final BackgroundThread thread = new BackgroundThread(
            "curation",
            new FailureLog(LOG, "Training prompts can't be prepared for export; it is tried again"),
            this::step);

    CurationWorker(
            @ReactiveDataSource(BackgroundPool.NAME) Pool pool,
            Masking masking,
            SentenceModel model,
            IngestActivity intake,
            @ConfigProperty(name = MaintenanceCommand.SETTING, defaultValue = "false") boolean isCommand) {
        this.pool = pool;
        this.masking = masking;
        this.model = model;
        this.intake = intake;
        this.isCommand = isCommand;
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
        if (!isBegun) {
            await(pool.query(START_OVER).execute());
            isBegun = true;
        }
        long begun = System.nanoTime();
        boolean isMore = await(pool.withTransaction(this::curate)) == PAGE;
        isMore |= compare() == COMPARED_AT_ONCE;
        long taken = System.nanoTime() - begun;
        intake.giveWay(PATIENCE_WITH_INTAKE * taken);
        // Long texts take a core for as long as there are any: the other half of its time is everybody else's.
        return isMore ? Duration.ofNanos(taken) : PAUSE;
    }

    private record Found(UUID id, Buffer digest, ExportTexts stored, Curation curation) {}

    /** @return how many were looked at */
    private Uni<Integer> curate(SqlConnection connection) {
        return connection.preparedQuery(NEXT).execute(Tuple.of(PAGE)).flatMap(rows -> {
            if (rows.rowCount() == 0) {
                return Uni.createFrom().item(0);
            }
            List<Found> found = StreamSupport.stream(rows.spliterator(), false)
                    .map(this::found)
                    .toList();
            Row last = null;
            for (Row row : rows) {
                last = row;
            }
            return connection
                    .preparedQuery(STORE)
                    .execute(
                            values(found).addValue(last.getString("changed_in")).addValue(last.getUUID("id")))
                    .map(stored -> found.size());
        });
    }

    private Found found(Row row) {
        ExportTexts stored = new ExportTexts(
                row.getString("message"),
                row.getString("ai_reply"),
                row.getString("agent_reply"),
                ExportTexts.turns(row.getString("context")));
        return new Found(
                row.getUUID("id"),
                Buffer.buffer(row.getBuffer("verdict_digest").getBytes()),
                stored,
                Curation.of(
                        stored,
                        row.getBoolean("useful"),
                        Boolean.TRUE.equals(row.getBoolean("overridden")),
                        masking.personalData()));
    }

    private static Tuple values(List<Found> found) {
        return Tuple.tuple()
                .addValue(array(found, Found::id, new UUID[0]))
                .addValue(array(found, Found::digest, new Buffer[0]))
                .addValue(array(
                        found, one -> ifOther(one.curation.texts().message(), one.stored.message()), new String[0]))
                .addValue(array(
                        found, one -> ifOther(one.curation.texts().aiReply(), one.stored.aiReply()), new String[0]))
                .addValue(array(
                        found,
                        one -> ifOther(one.curation.texts().agentReply(), one.stored.agentReply()),
                        new String[0]))
                .addValue(array(
                        found,
                        one -> one.curation.texts().context().equals(one.stored.context())
                                ? null
                                : one.curation.texts().storedContext(),
                        new String[0]))
                .addValue(array(found, one -> one.curation.kind(), new Long[0]))
                .addValue(array(found, one -> one.curation.messageKey(), new Long[0]))
                .addValue(array(found, one -> one.curation.rightKey(), new Long[0]))
                .addValue(array(found, one -> one.curation.wrongKey(), new Long[0]))
                .addValue(array(found, one -> one.curation.sameSides(), new Boolean[0]))
                .addValue(array(found, one -> one.curation.noReply(), new Boolean[0]));
    }

    private static <T> T[] array(List<Found> found, Function<Found, T> value, T[] type) {
        List<T> values = new ArrayList<>();
        found.forEach(one -> values.add(value.apply(one)));
        return values.toArray(type);
    }

    private static String ifOther(String shown, String stored) {
        return Objects.equals(shown, stored) ? null : shown;
    }

    /** @return how many were compared */
    private int compare() {
        RowSet<Row> rows =
                await(pool.preparedQuery(CONTRADICTIONS).execute(Tuple.of(model.isEnabled(), COMPARED_AT_ONCE)));
        Set<UUID> compared = new LinkedHashSet<>();
        List<UUID> older = new ArrayList<>();
        List<UUID> newer = new ArrayList<>();
        for (Row row : rows) {
            UUID id = row.getUUID("id");
            compared.add(id);
            UUID opposite = row.getUUID("opposite_id");
            if (opposite != null && meanTheSame(row)) {
                boolean isOlder = row.getOffsetDateTime("occurred_at").isBefore(row.getOffsetDateTime("opposite_at"));
                older.add(isOlder ? id : opposite);
                newer.add(isOlder ? opposite : id);
            }
        }
        if (!compared.isEmpty()) {
            await(pool.preparedQuery(STORE_CONTRADICTIONS)
                    .execute(Tuple.of(
                            compared.toArray(UUID[]::new), older.toArray(UUID[]::new), newer.toArray(UUID[]::new))));
        }
        return compared.size();
    }

    private static boolean meanTheSame(Row row) {
        if (row.getBoolean("same_words")) {
            return true;
        }
        return row.getString("model") != null
                && row.getString("model").equals(row.getString("opposite_model"))
                && Vectors.dot(vector(row, "vector"), vector(row, "opposite_vector")) >= SAME_MEANING;
    }

    private static float[] vector(Row row, String column) {
        return Vectors.fromBytes(row.getBuffer(column).getBytes());
    }

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(PATIENCE);
    }
}
