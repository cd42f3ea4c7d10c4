package dev.replyloop.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.replyloop.feedback.FeedbackQuery;
import dev.replyloop.shared.ReportingZone;
import dev.replyloop.shared.SqlFile;
import dev.replyloop.shared.problem.ProblemException;
import dev.replyloop.shared.problem.ProblemType;
import dev.replyloop.text.Masking;
import dev.replyloop.text.PersonalData;
import dev.replyloop.training.TrainingPromptBuilder;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Cursor;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.PreparedStatement;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Streams training files out of one snapshot, with memory for two pages of them: the database tells which training prompts are in
 * the file and sorts out what is not, then their texts are read page by page, one ahead of what is written. Called on worker
 * threads: they wait for the database, and for the client.
 */
@ApplicationScoped
class TrainingExport {

    private static final Logger LOG = Logger.getLogger(TrainingExport.class);
    private static final String ROWS =
            SqlFile.read("export/rows.sql").replace("-- {conditions.sql}", FeedbackQuery.CONDITIONS);
    private static final String IN_FILE = "SELECT id FROM (" + ROWS + ") AS file WHERE cause IS NULL ORDER BY id";
    private static final String SUMMARY = "SELECT cause, useful, is_corrected, is_waiting, count(*) AS count,"
            + " min(occurred_at) AS first_at, max(occurred_at) AS last_at FROM (" + ROWS
            + ") AS file GROUP BY cause, useful, is_corrected, is_waiting";
    private static final String CHARACTERS =
            "SELECT coalesce(sum(length(ai_reply) + coalesce(length(agent_reply), 0) + length(prompt)), 0)::bigint AS characters"
                    + " FROM (" + ROWS
                    + ") AS file JOIN feedback USING (id) JOIN training_prompts USING (id) WHERE cause IS NULL";
    private static final String TEXTS = SqlFile.read("export/texts.sql");

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
    private final Masking masking;
    private final ReportingZone zone;
    private final Semaphore turns = new Semaphore(AT_ONCE);
    private final JsonFactory json = new JsonFactory();

    TrainingExport(Pool pool, Masking masking, ReportingZone zone) {
        this.pool = pool;
        this.masking = masking;
        this.zone = zone;
    }

    /** What to export, understood. */
    record Wanted(FeedbackQuery query, Boolean validation, int alike, String instructions, boolean isMasked) {}

    /** @throws ProblemException INVALID_REQUEST for the first value that can't be understood */
    Wanted wanted(ExportFilter filter) {
        return new Wanted(
                filter.trainingPrompts(zone.id()),
                filter.validation(),
                filter.alike(),
                filter.instructions(),
                filter.isMasked());
    }

    /** @throws ProblemException OVERLOADED where no other export fits in */
    void checkRoom() {
        if (turns.availablePermits() == 0) {
            throw crowded();
        }
    }

    /**
     * Writes a file, when it is its turn.
     *
     * @throws IOException where the client has gone
     * @throws ProblemException OVERLOADED where the turn doesn't come
     */
    void write(Wanted wanted, RowFormat format, OutputStream out) throws IOException {
        inTurn(() -> {
            writeRows(wanted, format, out);
            return null;
        });
    }

    private static ProblemException crowded() {
        return ProblemException.of(
                ProblemType.OVERLOADED,
                "So many exports are under way that no other fits in; please try again in a moment.");
    }

    private interface Export<T> {
        T run() throws IOException;
    }

    private <T> T inTurn(Export<T> export) throws IOException {
        try {
            if (!turns.tryAcquire(WAIT_FOR_TURN.toMillis(), TimeUnit.MILLISECONDS)) {
                throw crowded();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw crowded();
        }
        try {
            return export.run();
        } finally {
            turns.release();
        }
    }

    private void writeRows(Wanted wanted, RowFormat format, OutputStream out) throws IOException {
        SqlConnection connection = await(pool.getConnection());
        try {
            await(connection.query(BEGIN).execute());
            await(connection.query(LIMITS).execute());
            NamedStatement statement = NamedStatement.of(IN_FILE, parameters(wanted));
            PreparedStatement prepared = await(connection.prepare(statement.sql()));
            Cursor cursor = prepared.cursor(statement.values());
            // Not closed where anything fails: that would end the file as if it were whole.
            JsonGenerator rows = json.createGenerator(out);
            rows.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
            long count = 0;
            RowSet<Row> page = await(texts(connection, cursor, FIRST_PAGE, wanted));
            while (page != null) {
                Uni<RowSet<Row>> next =
                        cursor.hasMore() ? begun(texts(connection, cursor, sizeAfter(page), wanted)) : null;
                for (Row stored : page) {
                    ExportRow row = row(stored, wanted, format);
                    format.write(row, wanted.instructions(), rows);
                    count += format.rows(row.useful(), row.isCorrected());
                }
                page = next == null ? null : await(next);
            }
            if (count > 0) {
                rows.writeRaw('\n');
            }
            rows.flush();
        } finally {
            end(connection);
        }
    }

    /**
     * @param digested the format whose file is to be digested, which takes as long as an export; null: none
     * @return what the file would hold
     * @throws ProblemException OVERLOADED where the turn doesn't come
     */
    ExportSummary summary(Wanted wanted, RowFormat digested) throws IOException {
        return inTurn(() -> summarise(wanted, digested));
    }

    private ExportSummary summarise(Wanted wanted, RowFormat digested) throws IOException {
        SqlConnection connection = await(pool.getConnection());
        List<Row> groups = new ArrayList<>();
        long characters;
        try {
            await(connection.query(BEGIN).execute());
            await(connection.query(LIMITS).execute());
            Map<String, Object> parameters = parameters(wanted);
            NamedStatement summary = NamedStatement.of(SUMMARY, parameters);
            await(connection.preparedQuery(summary.sql()).execute(summary.values()))
                    .forEach(groups::add);
            NamedStatement size = NamedStatement.of(CHARACTERS, parameters);
            characters = await(connection.preparedQuery(size.sql()).execute(size.values()))
                    .iterator()
                    .next()
                    .getLong("characters");
        } finally {
            end(connection);
        }
        return summary(groups, characters, digested == null ? null : digest(wanted, digested));
    }

    private String digest(Wanted wanted, RowFormat format) throws IOException {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            writeRows(wanted, format, new DigestOutputStream(OutputStream.nullOutputStream(), sha256));
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static ExportSummary summary(List<Row> groups, long characters, String sha256) {
        Map<LeftOut, Long> leftOut = new EnumMap<>(LeftOut.class);
        Map<RowFormat, Long> rows = new EnumMap<>(RowFormat.class);
        Stream.of(RowFormat.values()).forEach(format -> rows.put(format, 0L));
        long prompts = 0;
        long waiting = 0;
        long desirable = 0;
        long undesirable = 0;
        OffsetDateTime first = null;
        OffsetDateTime last = null;
        for (Row group : groups) {
            long count = group.getLong("count");
            if (group.getString("cause") != null) {
                leftOut.merge(LeftOut.valueOf(group.getString("cause")), count, Long::sum);
                continue;
            }
            boolean useful = group.getBoolean("useful");
            boolean isCorrected = group.getBoolean("is_corrected");
            prompts += count;
            waiting += group.getBoolean("is_waiting") ? count : 0;
            rows.replaceAll((format, sum) -> sum + count * format.rows(useful, isCorrected));
            desirable += useful || isCorrected ? count : 0;
            undesirable += useful ? 0 : count;
            OffsetDateTime firstOfGroup = group.getOffsetDateTime("first_at");
            OffsetDateTime lastOfGroup = group.getOffsetDateTime("last_at");
            first = first == null || firstOfGroup.isBefore(first) ? firstOfGroup : first;
            last = last == null || lastOfGroup.isAfter(last) ? lastOfGroup : last;
        }
        return new ExportSummary(
                prompts,
                waiting,
                rows.entrySet().stream()
                        .map(entry -> new ExportSummary.FormatRows(entry.getKey(), entry.getValue()))
                        .toList(),
                leftOut.entrySet().stream()
                        .map(entry -> new ExportSummary.CauseCount(entry.getKey(), entry.getValue()))
                        .toList(),
                characters,
                first == null ? null : first.toInstant(),
                last == null ? null : last.toInstant(),
                ExportSummary.KtoBalance.of(desirable, undesirable),
                sha256);
    }

    private Map<String, Object> parameters(Wanted wanted) {
        Map<String, Object> parameters = new HashMap<>(onContext(wanted.query::parameters));
        parameters.put("validation", wanted.validation);
        parameters.put("alike", wanted.alike);
        return parameters;
    }

    private static <T> T onContext(Supplier<Uni<T>> read) {
        try {
            return VertxContextSupport.subscribeAndAwait(read);
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("A read failed", e);
        }
    }

    private static int sizeAfter(RowSet<Row> page) {
        long characters = 1;
        for (Row row : page) {
            characters += row.getInteger("characters");
        }
        return (int) Math.max(1, Math.min(MAX_PAGE, PAGE_CHARACTERS * page.rowCount() / characters));
    }

    private static Uni<RowSet<Row>> texts(SqlConnection connection, Cursor cursor, int size, Wanted wanted) {
        return cursor.read(size).flatMap(rows -> {
            List<UUID> ids = new ArrayList<>();
            rows.forEach(row -> ids.add(row.getUUID("id")));
            return connection.preparedQuery(TEXTS).execute(Tuple.of(ids.toArray(UUID[]::new), wanted.isMasked));
        });
    }

    /** The next page comes while this one is written. */
    private static <T> Uni<T> begun(Uni<T> work) {
        return Uni.createFrom().completionStage(work.subscribeAsCompletionStage());
    }

    private ExportRow row(Row row, Wanted wanted, RowFormat format) {
        boolean useful = row.getBoolean("useful");
        ExportTexts texts = new ExportTexts(
                row.getString("message"),
                row.getString("ai_reply"),
                row.getString("taught_reply"),
                ExportTexts.turns(row.getString("context")));
        String sent = row.getString("sent_reply");
        String prompt = row.getString("prompt");
        if (wanted.isMasked) {
            PersonalData personalData = masking.personalData();
            if (!row.getBoolean("is_ready")) {
                texts = Curation.of(texts, useful, texts.agentReply() != null, personalData)
                        .texts();
                sent = format == RowFormat.PROMPT
                        ? personalData.maskAll(Arrays.asList(sent)).get(0)
                        : null;
            }
            prompt = format == RowFormat.PROMPT
                    ? TrainingPromptBuilder.build(texts.message(), texts.aiReply(), useful, sent)
                    : null;
        }
        return new ExportRow(
                row.getUUID("id"),
                row.getUUID("message_id"),
                useful,
                texts,
                prompt,
                row.getString("review"),
                instant(row, "occurred_at"),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                instant(row, "reviewed_at"));
    }

    private static String instant(Row row, String column) {
        OffsetDateTime at = row.getOffsetDateTime(column);
        return at == null ? null : DateTimeFormatter.ISO_INSTANT.format(at);
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

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(PATIENCE);
    }
}
