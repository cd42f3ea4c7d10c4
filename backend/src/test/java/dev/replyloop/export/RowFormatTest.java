package dev.replyloop.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.replyloop.testing.Json;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each shape against its JSON Schema and what chat models demand: roles that alternate, the last word the customer's, nothing empty. */
class RowFormatTest {

    private static final int ROWS = 10_000;
    private static final List<String> PIECES = List.of(
            "Where is my parcel?",
            "Wo ist mein Paket",
            "荷物",
            "שלום",
            "👩‍👩‍👧",
            "\n",
            "\r\n",
            "\"quoted\"",
            "\\",
            "\u2028",
            "\u0001",
            "{\"a\":1}",
            " ",
            "<b>",
            "[NAME]",
            "\t",
            "é",
            "e\u0301");

    private final Random dice = new Random(7);

    @ParameterizedTest
    @EnumSource(RowFormat.class)
    void everyRowIsAsItsSchemaSays(RowFormat format) throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("../docs/training-files/" + format.text() + ".schema.json")));
        int seen = 0;
        while (seen < ROWS) {
            ExportRow row = row();
            String instructions = dice.nextBoolean() ? text() : null;
            List<JsonNode> written = write(format, row, instructions);
            assertEquals(format.rows(row.useful(), row.isCorrected()), written.size(), row::toString);
            for (JsonNode json : written) {
                Set<ValidationMessage> faults = schema.validate(json);
                assertTrue(faults.isEmpty(), () -> faults + " in " + json);
                if (format != RowFormat.PROMPT) {
                    assertAlternates(json);
                }
                seen++;
            }
            if (written.isEmpty()) {
                assertTrue(!row.isCorrected(), row::toString);
            }
        }
    }

    private static void assertAlternates(JsonNode row) {
        JsonNode turns = Stream.of("/prompt", "/messages", "/contents", "/input/messages")
                .map(row::at)
                .filter(JsonNode::isArray)
                .findFirst()
                .orElseThrow();
        List<String> roles = Json.each(turns, turn -> turn.path("role").asText());
        int first = roles.get(0).equals("system") ? 1 : 0;
        assertEquals("user", roles.get(first), row::toString);
        for (int i = first + 1; i < roles.size(); i++) {
            assertNotEquals(roles.get(i - 1), roles.get(i), row::toString);
        }
        String last = roles.get(roles.size() - 1);
        boolean hasCompletion = row.has("completion") || row.has("chosen") || row.has("input");
        assertEquals(hasCompletion, last.equals("user"), row::toString);
    }

    private static List<JsonNode> write(RowFormat format, ExportRow row, String instructions) throws IOException {
        StringWriter lines = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(lines)) {
            json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
            format.write(row, instructions, json);
        }
        return lines.toString().isEmpty()
                ? List.of()
                : List.of(lines.toString().split("\n")).stream().map(Json::of).toList();
    }

    private ExportRow row() {
        boolean useful = dice.nextBoolean();
        return new ExportRow(
                UUID.randomUUID(),
                UUID.randomUUID(),
                useful,
                new ExportTexts(
                        text(),
                        text(),
                        dice.nextInt(4) == 0 ? null : text(),
                        IntStream.range(0, dice.nextInt(5))
                                .mapToObj(i -> new ExportTexts.Turn(dice.nextBoolean(), text()))
                                .toList()),
                text(),
                "PENDING",
                "2026-03-02T09:00:00Z",
                "2026-03-02T09:00:00Z",
                "2026-03-02T09:00:00Z",
                dice.nextBoolean() ? null : "2026-03-02T09:00:00Z");
    }

    private String text() {
        StringBuilder text = new StringBuilder("x");
        IntStream.range(0, dice.nextInt(6)).forEach(i -> text.append(PIECES.get(dice.nextInt(PIECES.size()))));
        return text.toString();
    }
}
