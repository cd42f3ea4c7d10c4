package dev.replyloop.export;

import static dev.replyloop.testing.Api.call;
import static dev.replyloop.testing.Api.taken;
import static dev.replyloop.testing.NewFeedbackBuilder.override;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsDown;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsUp;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.replyloop.testing.Api;
import dev.replyloop.testing.Database;
import dev.replyloop.testing.Eventually;
import dev.replyloop.testing.Json;
import dev.replyloop.testing.NewFeedbackBuilder;
import dev.replyloop.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Training files as trainers take them. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TrainingExportTest {

    @Inject
    Database database;

    private static final String QUESTION = "Where is my parcel?";
    private static final String WRONG = "It will arrive tomorrow.";
    private static final String RIGHT = "It is with the courier; I have asked them to call you.";

    private final String channel = "channel-" + UUID.randomUUID();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "trl-sft | {'prompt':[{'role':'user','content':'Q'}],'completion':[{'role':'assistant','content':'R'}]}",
                "trl-dpo | {'prompt':[{'role':'user','content':'Q'}],'chosen':[{'role':'assistant','content':'R'}],'rejected':[{'role':'assistant','content':'W'}]}",
                "openai-sft | {'messages':[{'role':'user','content':'Q'},{'role':'assistant','content':'R'}]}",
                "openai-preference | {'input':{'messages':[{'role':'user','content':'Q'}]},'preferred_output':[{'role':'assistant','content':'R'}],'non_preferred_output':[{'role':'assistant','content':'W'}]}",
                "bedrock | {'schemaVersion':'bedrock-conversation-2024','messages':[{'role':'user','content':[{'text':'Q'}]},{'role':'assistant','content':[{'text':'R'}]}]}",
                "gemini | {'contents':[{'role':'user','parts':[{'text':'Q'}]},{'role':'model','parts':[{'text':'R'}]}]}",
            })
    void aCorrectionGivesTheRowOfEachFormat(String format, String row) {
        post(override());
        String expected = row.replace('\'', '"')
                .replace("\"Q\"", '"' + QUESTION + '"')
                .replace("\"R\"", '"' + RIGHT + '"')
                .replace("\"W\"", '"' + WRONG + '"');
        assertEquals(List.of(Json.of(expected)), rows(format, ""));
    }

    @Test
    void aCorrectionGivesBothLabels() {
        post(override());
        List<JsonNode> rows = rows("trl-kto", "");
        assertEquals(
                List.of(false, true),
                rows.stream().map(row -> row.path("label").asBoolean()).toList());
        assertEquals(
                List.of(WRONG, RIGHT),
                rows.stream()
                        .map(row -> row.at("/completion/0/content").asText())
                        .toList());
    }

    @Test
    void eachVerdictGivesWhatItCanTeach() {
        post(thumbsUp().with("message", "One?"));
        post(thumbsDown().with("message", "Two?"));
        post(override().with("message", "Three?"));
        Map<String, Integer> expected = new TreeMap<>(Map.of(
                "prompt",
                3,
                "trl-sft",
                2,
                "trl-dpo",
                1,
                "trl-kto",
                4,
                "openai-sft",
                2,
                "openai-preference",
                1,
                "bedrock",
                2,
                "gemini",
                2));
        Map<String, Integer> found = new TreeMap<>();
        expected.keySet().forEach(format -> found.put(format, rows(format, "").size()));
        assertEquals(expected, found);
        JsonPath summary = summary("");
        Map<String, Integer> told = new TreeMap<>();
        summary.<Map<String, Object>>getList("rows")
                .forEach(row -> told.put((String) row.get("format"), (Integer) row.get("rows")));
        assertEquals(expected, told);
        assertEquals(2, summary.getInt("kto.desirable"));
        assertEquals(2, summary.getInt("kto.undesirable"));
        assertEquals(1.0, summary.getDouble("kto.desirableWeight"));
    }

    @Test
    void theRecordOfOurOwnHasTheReviewToo() {
        String id = post(override());
        review(id, Map.of("review", "APPROVED", "reply", "It comes tomorrow, I am told."));
        JsonNode row = rows("prompt", "&masked=false").get(0);
        assertEquals(id, row.path("id").asText());
        assertEquals("APPROVED", row.path("review").asText());
        assertEquals("It comes tomorrow, I am told.", row.path("taughtReply").asText());
        assertEquals(0, row.path("rating").asInt());
        assertTrue(row.path("prompt").asText().contains("Agent replied with:\n" + RIGHT), row::toString);
        assertEquals(
                "It comes tomorrow, I am told.",
                rows("trl-sft", "").get(0).at("/completion/0/content").asText());
    }

    @Test
    void theConversationComesBeforeTheMessageAndItsRolesAlternate() {
        post(override()
                .with(
                        "context",
                        List.of(
                                Map.of("role", "agent", "text", "Hello, this is the shop."),
                                Map.of("role", "customer", "text", "Hello"),
                                Map.of("role", "customer", "text", "Are you there?"),
                                Map.of("role", "agent", "text", "I am."),
                                Map.of("role", "customer", "text", "Good."))));
        JsonNode turns = rows("openai-sft", "&instructions=Be brief.").get(0).path("messages");
        List<String> roles = Json.each(turns, turn -> turn.path("role").asText());
        assertEquals(List.of("system", "user", "assistant", "user", "assistant", "user", "assistant"), roles);
        assertEquals("Be brief.", turns.at("/0/content").asText());
        assertEquals("Hello\n\nAre you there?", turns.at("/3/content").asText());
        assertEquals("Good.\n\n" + QUESTION, turns.at("/5/content").asText());
        assertEquals(
                "Be brief.",
                rows("gemini", "&instructions=Be brief.")
                        .get(0)
                        .at("/systemInstruction/parts/0/text")
                        .asText());
        assertEquals(
                "Be brief.",
                rows("bedrock", "&instructions=Be brief.")
                        .get(0)
                        .at("/system/0/text")
                        .asText());
    }

    @Test
    void nobodyIsNamedUnlessThatIsWanted() {
        post(override()
                .with("message", "<p>Hi, write to anna.meier@example.com or +49 170 1234567.</p><p>Anna Meier</p>")
                .with("agentReply", "Dear Anna Meier, I wrote to anna.meier@example.com just now."));
        for (String format : List.of("prompt", "trl-sft", "trl-dpo", "trl-kto")) {
            String file = file(format, "").asString();
            assertFalse(file.contains("anna.meier"), file);
            assertFalse(file.contains("1234567"), file);
            assertFalse(file.contains("<p>"), file);
        }
        assertTrue(file("trl-sft", "&masked=false").asString().contains("anna.meier@example.com"));
    }

    @Test
    void whatWasNotLookedAtYetIsMaskedAllTheSame() {
        post(override().with("agentReply", "I wrote to anna.meier@example.com just now."));
        for (int i = 0; i < 5; i++) {
            assertFalse(file("trl-sft", "").asString().contains("anna.meier"));
        }
    }

    @Test
    void saysWhatItLeftOutAndWhy() {
        post(override().with("message", "A first matter").with("agentReply", "it will  ARRIVE tomorrow. "));
        post(override().with("message", "A second matter").with("agentReply", "See ticket"));
        String excluded = post(override().with("message", "A third matter"));
        review(excluded, Map.of("review", "EXCLUDED"));
        post(override().with("message", "Order 12345, where is it?").at("2026-03-01T09:00:00Z"));
        post(override().with("message", "order 98: where is it").at("2026-03-02T09:00:00Z"));
        post(thumbsUp()
                .with("message", "The same again")
                .with("aiReply", "You can return it for 30 days.")
                .at("2026-03-01T09:00:00Z"));
        post(thumbsDown()
                .with("message", "the same, again!")
                .with("aiReply", "You can return it for 30 days.")
                .at("2026-03-02T09:00:00Z"));
        Eventually.holds("all is compared", () -> leftOut("").containsKey("CONTRADICTED"));
        assertEquals(
                Map.of("SAME_SIDES", 1, "NO_REPLY", 1, "EXCLUDED", 1, "DUPLICATE", 1, "CONTRADICTED", 1), leftOut(""));
        assertEquals(2, summary("").getInt("trainingPrompts"));
        assertFalse(leftOut("&alike=2").containsKey("DUPLICATE"));
        List<JsonNode> rows = rows("prompt", "");
        assertEquals(2, rows.size());
        assertTrue(
                rows.stream().anyMatch(row -> row.path("prompt").asText().contains("order 98")),
                "the newest of a kind stays");
    }

    @Test
    void whatContradictedIsForgottenWithItsVerdict() {
        NewFeedbackBuilder older = thumbsUp().with("message", "The same again").at("2026-03-01T09:00:00Z");
        NewFeedbackBuilder newer =
                thumbsDown().with("message", "The same again").at("2026-03-02T09:00:00Z");
        post(older);
        String newerId = post(newer);
        Eventually.holds("all is compared", () -> leftOut("").containsKey("CONTRADICTED"));
        review(newerId, Map.of("review", "EXCLUDED"));
        assertEquals(Map.of("EXCLUDED", 1), leftOut(""));
        call().delete("/api/customer-messages/" + newer.messageId()).then().statusCode(204);
        assertEquals(Map.of(), leftOut(""));
        assertEquals(1, rows("trl-sft", "").size());
    }

    @Test
    void theSplitIsStableAndWhole() {
        for (int i = 0; i < 60; i++) {
            post(override()
                    .with("message", "Matter " + "abcdefghijklmnopqrstuvwxyz".charAt(i % 26) + (char) ('a' + i / 26)));
        }
        Eventually.holds("all is looked at", () -> summary("").getInt("waiting") == 0);
        int train = rows("trl-sft", "&split=train").size();
        int validation = rows("trl-sft", "&split=validation").size();
        assertEquals(60, train + validation);
        assertEquals(validation, rows("trl-sft", "&split=validation").size());
        assertTrue(validation < 20, () -> "of 60 in validation: " + validation);
    }

    @Test
    void theDigestIsThatOfTheFileAndRepeats() throws Exception {
        IntStream.range(0, 5).forEach(i -> post(override().with("message", "Matter " + (char) ('a' + i))));
        Eventually.holds("all is looked at", () -> summary("").getInt("waiting") == 0);
        byte[] file = file("trl-dpo", "").asByteArray();
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        assertEquals(sha256, summary("&digest=true&format=trl-dpo").getString("sha256"));
        assertEquals(sha256, summary("&digest=true&format=trl-dpo").getString("sha256"));
    }

    @ParameterizedTest
    @EnumSource(RowFormat.class)
    void anEmptyFileIsEmptyAndNoLineIsBlank(RowFormat format) {
        assertEquals("", file(format.text(), "").asString());
        post(override());
        String file = file(format.text(), "").asString();
        assertTrue(file.endsWith("}\n"), file);
        assertTrue(file.lines().noneMatch(String::isBlank), file);
    }

    @Test
    void theFileHasANameAndIsCompressedForWhoAsks() {
        post(override());
        Response plain = given().header("Accept-Encoding", "gzip;q=0, identity")
                .get("/api/training-prompts/export?format=trl-dpo&split=train&channel=" + channel);
        assertEquals("attachment; filename=\"replyloop-trl-dpo-train.jsonl\"", plain.header("Content-Disposition"));
        assertEquals(null, plain.header("Content-Encoding"));
        Response zipped = given().header("Accept-Encoding", "gzip")
                .get("/api/training-prompts/export?format=trl-dpo&channel=" + channel);
        assertEquals("gzip", zipped.header("Content-Encoding"));
        assertEquals(1, zipped.asString().lines().count());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "split=train",
                "format=excel",
                "format=trl-sft&split=half",
                "format=trl-sft&masked=perhaps",
                "format=trl-sft&alike=0",
                "format=trl-sft&review=GREAT",
                "format=trl-sft&colour=red",
                "format=trl-sft&topic=x"
            })
    void refusesWhatCannotBeMeant(String query) {
        call().get("/api/training-prompts/export?" + query)
                .then()
                .statusCode(400)
                .body("status", equalTo(400));
    }

    @Test
    void aFileThatCouldNotBeFinishedIsBrokenOff() throws Exception {
        String text = "x".repeat(19_000);
        for (int batch = 0; batch < 3; batch++) {
            int first = batch * 150;
            Api.postBatch(IntStream.range(first, first + 150)
                            .mapToObj(i -> override()
                                    .with("channel", channel)
                                    .with("message", "m" + (char) ('a' + i % 26) + (char) ('a' + i / 26) + text)
                                    .with("aiReply", "a " + text)
                                    .with("agentReply", "b " + text)
                                    .fields())
                            .toList())
                    .statusCode(200);
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port
                        + "/api/training-prompts/export?format=prompt&masked=false&channel=" + channel))
                .build();
        try (InputStream file = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofInputStream())
                .body()) {
            file.readNBytes(1_000);
            assertEquals(
                    1,
                    database.count(
                            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                                    + " WHERE state <> 'idle' AND pid <> pg_backend_pid() AND query LIKE '%The texts of a file%'"));
            assertThrows(IOException.class, file::readAllBytes);
        }
    }

    @Test
    void searchesAndFiltersAsTheListDoes() {
        post(override().with("message", "My accordion is broken"));
        post(override().with("message", "My piano is broken"));
        post(thumbsUp().with("message", "My flute is broken"));
        assertEquals(1, rows("prompt", "&q=accordion").size());
        assertEquals(2, rows("prompt", "&useful=false").size());
        assertEquals(0, rows("prompt", "&review=APPROVED").size());
        assertEquals(0, rows("prompt", "&from=2031-01-01").size());
    }

    private String post(NewFeedbackBuilder feedback) {
        return taken(feedback.with("channel", channel));
    }

    private static void review(String id, Map<String, String> change) {
        call().contentType(ContentType.JSON)
                .header("If-Match", "*")
                .body(change)
                .patch("/api/training-prompts/" + id)
                .then()
                .statusCode(200);
    }

    private Response file(String format, String more) {
        Response response = given().get("/api/training-prompts/export?format=" + format + "&channel=" + channel + more);
        assertEquals(200, response.statusCode(), response::asString);
        return response;
    }

    private List<JsonNode> rows(String format, String more) {
        return file(format, more).asString().lines().map(Json::of).toList();
    }

    private JsonPath summary(String more) {
        return call().get("/api/training-prompts/export/summary?channel=" + channel + more)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private Map<String, Integer> leftOut(String more) {
        Map<String, Integer> causes = new TreeMap<>();
        summary(more)
                .<Map<String, Object>>getList("leftOut")
                .forEach(cause -> causes.put((String) cause.get("cause"), (Integer) cause.get("trainingPrompts")));
        return causes;
    }
}
