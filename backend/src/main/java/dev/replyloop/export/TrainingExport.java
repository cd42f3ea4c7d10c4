package dev.replyloop.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.replyloop.feedback.FeedbackQuery;
import dev.replyloop.shared.ReportingZone;
import dev.replyloop.shared.SqlFile;
import dev.replyloop.shared.problem.ProblemException;
import dev.replyloop.text.Masking;
import dev.replyloop.text.PersonalData;
import dev.replyloop.training.TrainingPromptBuilder;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Streams training files: the database tells which training prompts are in a file and sorts out what is not. */
@ApplicationScoped
class TrainingExport {

    private static final String ROWS =
            SqlFile.read("export/rows.sql").replace("-- {conditions.sql}", FeedbackQuery.CONDITIONS);
    private static final String SUMMARY =
            "SELECT cause, useful, correction IS NOT NULL AS is_corrected, is_waiting, count(*) AS count,"
                    + " min(occurred_at) AS first_at, max(occurred_at) AS last_at,"
                    + " sum(length(ai_reply) + coalesce(length(agent_reply), 0) + length(prompt))::bigint AS characters FROM ("
                    + ROWS + ") AS file GROUP BY 1, 2, 3, 4";
    private static final String TEXTS = SqlFile.read("export/texts.sql").replace("-- {rows.sql}", ROWS);

    private final SnapshotRows snapshots;
    private final Masking masking;
    private final ReportingZone zone;
    private final JsonFactory json = new JsonFactory();

    TrainingExport(SnapshotRows snapshots, Masking masking, ReportingZone zone) {
        this.snapshots = snapshots;
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

    /**
     * Writes a file, when it is its turn.
     *
     * @throws IOException where the client has gone
     * @throws ProblemException OVERLOADED where the turn doesn't come
     */
    void write(Wanted wanted, RowFormat format, OutputStream out) throws IOException {
        snapshots.inSnapshot(connection -> {
            writeRows(connection, wanted, format, out);
            return null;
        });
    }

    private void writeRows(SqlConnection connection, Wanted wanted, RowFormat format, OutputStream out)
            throws IOException {
        // Not closed where anything fails: that would end the file as if it were whole.
        JsonGenerator rows = json.createGenerator(out);
        rows.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
        long[] count = {0};
        Map<String, Object> parameters = parameters(wanted);
        parameters.put("masked", wanted.isMasked);
        parameters.put("own", format == RowFormat.PROMPT);
        SnapshotRows.read(connection, NamedStatement.of(TEXTS, parameters), stored -> {
            boolean useful = stored.getBoolean("useful");
            if (format.rows(useful, stored.getString("correction") != null) == 0) {
                // Masked for nothing.
                return;
            }
            ExportRow row = row(stored, wanted, format);
            format.write(row, wanted.instructions(), rows);
            count[0] += format.rows(row.useful(), row.isCorrected());
        });
        if (count[0] > 0) {
            rows.writeRaw('\n');
        }
        rows.flush();
    }

    /**
     * @param digested the format whose file is to be digested, which takes as long as an export; null: none
     * @return what the file would hold
     * @throws ProblemException OVERLOADED where the turn doesn't come
     */
    ExportSummary summary(Wanted wanted, RowFormat digested) throws IOException {
        return snapshots.inSnapshot(connection -> {
            NamedStatement groups = NamedStatement.of(SUMMARY, parameters(wanted));
            List<Row> found = new ArrayList<>();
            SnapshotRows.await(connection.preparedQuery(groups.sql()).execute(groups.values()))
                    .forEach(found::add);
            return summary(found, digested == null ? null : digest(connection, wanted, digested));
        });
    }

    private String digest(SqlConnection connection, Wanted wanted, RowFormat format) throws IOException {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            writeRows(connection, wanted, format, new DigestOutputStream(OutputStream.nullOutputStream(), sha256));
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static ExportSummary summary(List<Row> groups, String sha256) {
        Map<LeftOut, Long> leftOut = new EnumMap<>(LeftOut.class);
        Map<RowFormat, Long> rows = new EnumMap<>(RowFormat.class);
        Stream.of(RowFormat.values()).forEach(format -> rows.put(format, 0L));
        long prompts = 0;
        long characters = 0;
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
            characters += group.getLong("characters");
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

    private static Map<String, Object> parameters(Wanted wanted) {
        Map<String, Object> parameters = new HashMap<>(SnapshotRows.onContext(wanted.query::parameters));
        parameters.put("validation", wanted.validation);
        parameters.put("alike", wanted.alike);
        return parameters;
    }

    private ExportRow row(Row row, Wanted wanted, RowFormat format) {
        boolean useful = row.getBoolean("useful");
        ExportTexts texts = new ExportTexts(
                row.getString("message"),
                row.getString("ai_reply"),
                row.getString("correction"),
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
}
