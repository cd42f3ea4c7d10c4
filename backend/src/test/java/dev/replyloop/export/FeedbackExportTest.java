package dev.replyloop.export;

import static dev.replyloop.testing.Api.call;
import static dev.replyloop.testing.Api.taken;
import static dev.replyloop.testing.NewFeedbackBuilder.override;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsUp;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.replyloop.testing.Json;
import dev.replyloop.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The list as a file. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class FeedbackExportTest {

    private final String channel = "channel-" + UUID.randomUUID();

    @Test
    void theListIsTakenAlongNewestFirst() {
        String older = taken(thumbsUp().with("channel", channel).at("2026-03-01T09:00:00Z"));
        String newer = taken(override()
                .with("channel", channel)
                .with("agentId", "agent-7")
                .with("reason", "INCORRECT")
                .at("2026-03-02T09:00:00Z"));
        List<JsonNode> rows =
                file("ndjson", "").asString().lines().map(Json::of).toList();
        assertEquals(
                List.of(newer, older),
                rows.stream().map(row -> row.path("id").asText()).toList());
        JsonNode row = rows.get(0);
        assertEquals("2026-03-02T09:00:00Z", row.path("occurredAt").asText());
        assertEquals("INCORRECT", row.path("reason").asText());
        assertEquals("agent-7", row.path("agentId").asText());
        assertFalse(row.path("useful").asBoolean());
        assertTrue(rows.get(1).path("agentReply").isNull());
        assertEquals(1, file("ndjson", "&useful=true").asString().lines().count());
        assertEquals(0, file("ndjson", "&q=accordion").asString().lines().count());
    }

    @Test
    void aTableQuotesWhatItMustAndHoldsNoFormula() {
        taken(override()
                .with("channel", channel)
                .with("message", "He said \"no\", twice\nand left")
                .with("agentReply", "=HYPERLINK(\"https://evil.example\")")
                .with("comment", "-1"));
        Response table = file("csv", "&masked=false");
        assertEquals("text/csv;charset=UTF-8", table.contentType().replace(" ", ""));
        assertEquals("attachment; filename=\"replyloop-feedback-unmasked.csv\"", table.header("Content-Disposition"));
        String text = table.asString();
        assertTrue(text.contains("\"He said \"\"no\"\", twice\nand left\""), text);
        assertTrue(text.contains(",\"'=HYPERLINK(\"\"https://evil.example\"\")\","), text);
        assertTrue(text.contains(",'-1,"), text);
        assertEquals(
                "id,occurredAt,messageId,message,aiReply,useful,agentReply,reason,comment,channel,model,agentId",
                text.replace("\uFEFF", "").lines().findFirst().orElseThrow());
    }

    @Test
    void nobodyIsNamedUnlessThatIsWanted() {
        taken(override()
                .with("channel", channel)
                .with("message", "Write to anna.meier@example.com")
                .with("agentReply", "I wrote to anna.meier@example.com")
                .with("comment", "anna.meier@example.com again"));
        for (int i = 0; i < 5; i++) {
            assertFalse(file("csv", "").asString().contains("anna.meier"));
        }
        assertTrue(file("csv", "&masked=false").asString().contains("anna.meier@example.com"));
    }

    @Test
    void refusesWhatCannotBeMeant() {
        for (String query : List.of("format=pdf", "masked=perhaps", "rating=1", "from=yesterday")) {
            call().get("/api/feedback/csv?" + query).then().statusCode(400);
        }
    }

    private Response file(String format, String more) {
        Response response = given().get("/api/feedback/" + format + "?channel=" + channel + more);
        assertEquals(200, response.statusCode(), response::asString);
        return response;
    }
}
