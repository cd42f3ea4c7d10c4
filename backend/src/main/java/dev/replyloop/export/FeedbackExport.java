package dev.replyloop.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.replyloop.embedding.WrittenText;
import dev.replyloop.feedback.FeedbackQuery;
import dev.replyloop.shared.Csv;
import dev.replyloop.shared.SqlFile;
import dev.replyloop.shared.problem.ProblemException;
import dev.replyloop.text.Masking;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Streams a list of feedback, newest first, as a table or as one JSON object a line. */
@ApplicationScoped
class FeedbackExport {

    private static final String IDS = "SELECT feedback.id FROM feedback WHERE true " + FeedbackQuery.CONDITIONS + """
              AND (CAST(:patterns AS text[]) IS NULL
                   OR search_finds((SELECT message FROM customer_messages WHERE customer_messages.id = feedback.message_id), ai_reply,
                                   agent_reply, CAST(:patterns AS text[]), CAST(:pairedPatterns AS text[]), CAST(:plainPatterns AS text[])))
            ORDER BY occurred_at DESC, id DESC
            """;
    private static final String TEXTS = SqlFile.read("export/list-texts.sql");
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final List<String> COLUMNS = List.of(
            "id",
            "occurredAt",
            "messageId",
            "message",
            "aiReply",
            "useful",
            "agentReply",
            "reason",
            "comment",
            "channel",
            "model",
            "agentId");

    private final SnapshotRows snapshots;
    private final Masking masking;
    private final JsonFactory json = new JsonFactory();

    FeedbackExport(SnapshotRows snapshots, Masking masking) {
        this.snapshots = snapshots;
        this.masking = masking;
    }

    /** The file's shape. */
    enum Shape {
        CSV,
        NDJSON
    }

    /**
     * Writes the list, when it is its turn.
     *
     * @param names how agents' ids are shown
     * @throws IOException where the client has gone
     * @throws ProblemException OVERLOADED where the turn doesn't come
     */
    void write(FeedbackQuery query, Shape shape, boolean isMasked, UnaryOperator<String> names, OutputStream out)
            throws IOException {
        snapshots.inSnapshot(connection -> {
            if (shape == Shape.CSV) {
                // Spreadsheets take a file without it for one of their own country's letters.
                out.write((BYTE_ORDER_MARK + Csv.line(COLUMNS.toArray())).getBytes(StandardCharsets.UTF_8));
            }
            SnapshotRows.read(
                    connection,
                    NamedStatement.of(IDS, SnapshotRows.onContext(query::parameters)),
                    TEXTS,
                    isMasked,
                    row -> {
                        Map<String, Object> fields = fields(row, isMasked, names);
                        String line =
                                shape == Shape.CSV ? Csv.line(fields.values().toArray()) : json(fields);
                        out.write(line.getBytes(StandardCharsets.UTF_8));
                    });
            return null;
        });
    }

    private Map<String, Object> fields(Row row, boolean isMasked, UnaryOperator<String> names) {
        List<String> texts = Arrays.asList(
                row.getString("message"),
                row.getString("ai_reply"),
                row.getString("agent_reply"),
                row.getString("comment"));
        if (isMasked) {
            if (row.getBoolean("is_ready")) {
                texts.set(3, masked(texts.get(3)));
            } else {
                texts.set(0, WrittenText.of(texts.get(0)));
                texts = masking.personalData().maskAll(texts);
            }
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        List<Object> values = Arrays.asList(
                row.getUUID("id"),
                DateTimeFormatter.ISO_INSTANT.format(row.getOffsetDateTime("occurred_at")),
                row.getUUID("message_id"),
                texts.get(0),
                texts.get(1),
                row.getBoolean("useful"),
                texts.get(2),
                row.getString("reason"),
                texts.get(3),
                row.getString("channel"),
                row.getString("model"),
                names.apply(row.getString("agent_id")));
        for (int i = 0; i < values.size(); i++) {
            fields.put(COLUMNS.get(i), values.get(i));
        }
        return fields;
    }

    private String masked(String text) {
        return text == null
                ? null
                : masking.personalData().maskAll(List.of(text)).get(0);
    }

    private String json(Map<String, Object> fields) throws IOException {
        StringWriter line = new StringWriter();
        try (JsonGenerator object = json.createGenerator(line)) {
            object.writeStartObject();
            for (Map.Entry<String, Object> field : fields.entrySet()) {
                object.writeFieldName(field.getKey());
                if (field.getValue() instanceof Boolean value) {
                    object.writeBoolean(value);
                } else {
                    object.writeString(
                            field.getValue() == null ? null : field.getValue().toString());
                }
            }
            object.writeEndObject();
        }
        return line.append('\n').toString();
    }
}
