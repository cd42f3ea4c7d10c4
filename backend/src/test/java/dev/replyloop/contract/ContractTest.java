package dev.replyloop.contract;

import static dev.replyloop.testing.Api.call;
import static dev.replyloop.testing.Api.taken;
import static dev.replyloop.testing.NewFeedbackBuilder.override;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.replyloop.contract.Document.Operation;
import dev.replyloop.testing.PostgresResource;
import dev.replyloop.testing.TopicRows;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the OpenAPI document shows a developer works when it is sent as it stands. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ContractTest {

    private static final Document DOCUMENT = Document.read();

    @Inject
    TopicRows topics;

    @Test
    void theServedDocumentIsTheOneInTheRepository() throws JsonProcessingException {
        String served = call().queryParam("format", "json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertEquals(
                DOCUMENT.root().toPrettyString(),
                new ObjectMapper().readTree(served).toPrettyString(),
                "run `make openapi`");
    }

    static Stream<Arguments> bodies() {
        return DOCUMENT.operations().stream()
                // One-time links, passwords and secrets have no example that works: AccessTest sends their calls.
                .filter(operation -> !isOfAccess(operation))
                .flatMap(operation ->
                        operation.node().at("/requestBody/content/application~1json/examples").properties().stream()
                                .map(example -> Arguments.of(
                                        operation,
                                        example.getKey(),
                                        example.getValue().path("value"))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("bodies")
    void aBodyThatIsShownIsTaken(Operation operation, String name, JsonNode body) {
        RequestSpecification request = call().contentType(ContentType.JSON).body(body.toString());
        if (operation.path().contains("{id}")) {
            request.pathParam("id", isOfTrainingPrompt(operation) ? taken(override()) : topicFor(body));
        }
        for (JsonNode parameter : DOCUMENT.parameters(operation)) {
            if (parameter.path("in").asText().equals("header")) {
                request.header(
                        parameter.path("name").asText(),
                        parameter.path("example").asText());
            }
        }
        Response response = request.request(operation.verb(), operation.path());
        assertTrue(Set.of(200, 201, 202).contains(response.statusCode()), response::asString);
        if (body.has("items")) {
            List<Integer> statuses = response.path("results.status");
            assertEquals(body.get("items").size(), statuses.size());
            if (isOfTrainingPrompt(operation)) {
                return;
            }
            assertTrue(statuses.get(0) == 200 || statuses.get(0) == 201, response::asString);
            assertEquals(400, statuses.get(1), "the second is shown for being refused");
        }
    }

    private static boolean isOfTrainingPrompt(Operation operation) {
        return operation.path().startsWith("/api/training-prompts/");
    }

    /** A topic for which the body makes sense: what it names is there. */
    private UUID topicFor(JsonNode body) {
        UUID topic = topics.found("contract " + UUID.randomUUID());
        if (body.has("into")) {
            topics.found(UUID.fromString(body.get("into").asText()), "contract into");
        }
        if (body.has("messageId")) {
            topics.place(
                    topic,
                    taken(override().with("messageId", body.get("messageId").asText())));
        }
        return topic;
    }

    @Test
    void everyBodyIsShownByAnExample() {
        List<String> without = DOCUMENT.operations().stream()
                .filter(operation -> operation.node().has("requestBody") && !isOfAccess(operation))
                .filter(operation -> bodies().noneMatch(shown -> shown.get()[0].equals(operation)))
                .map(Operation::toString)
                .toList();
        assertEquals(List.of(), without);
    }

    static Stream<Operation> callsWithoutBody() {
        return DOCUMENT.operations().stream()
                .filter(operation -> !operation.node().has("requestBody") && !isOfAccess(operation));
    }

    private static boolean isOfAccess(Operation operation) {
        return operation.node().path("tags").path(0).asText().equals("Access");
    }

    @ParameterizedTest
    @MethodSource("callsWithoutBody")
    void aCallWithAllTheParametersThatAreShownIsAnswered(Operation operation) {
        RequestSpecification request = call();
        for (JsonNode parameter : DOCUMENT.parameters(operation)) {
            String name = parameter.path("name").asText();
            JsonNode example = exampleOf(parameter);
            if (parameter.path("in").asText().equals("path")) {
                // Ours are given by us: an example that is none would be answered 404.
                boolean isOurs = name.equals("id") || operation.path().endsWith("/data");
                assertEquals(
                        isOurs, example.isMissingNode(), () -> name + " of " + operation + " is shown by no example");
                request.pathParam(name, isOurs ? ours(operation) : example.asText());
            } else if (!example.isMissingNode()) {
                request.queryParam(name, example.asText());
            }
        }
        int status = request.request(operation.verb(), operation.path()).statusCode();
        assertEquals(operation.verb().equals("DELETE") ? 204 : 200, status);
    }

    private String ours(Operation operation) {
        if (operation.path().startsWith("/api/topics/")) {
            return topics.found("contract " + UUID.randomUUID()).toString();
        }
        if (operation.path().endsWith("/data")) {
            String messageId = UUID.randomUUID().toString();
            taken(override().with("messageId", messageId));
            return messageId;
        }
        if (operation.path().startsWith("/api/erasures/")) {
            return call().contentType(ContentType.JSON)
                    .body("{\"messageIds\": [\"" + UUID.randomUUID() + "\"]}")
                    .post("/api/erasures")
                    .path("id");
        }
        if (operation.path().startsWith("/api/prompts/")) {
            return call().contentType(ContentType.JSON)
                    .body("{\"message\": \"Where is it?\"}")
                    .post("/api/prompts")
                    .path("promptId");
        }
        return taken(override());
    }

    @ParameterizedTest
    @MethodSource("callsWithoutBody")
    void aDefaultThatIsShownIsAcceptedWhenSent(Operation operation) {
        for (JsonNode parameter : DOCUMENT.parameters(operation)) {
            JsonNode byDefault = parameter.at("/schema/default");
            if (!byDefault.isMissingNode()) {
                withWhatIsNeeded(operation, parameter.path("name").asText())
                        .queryParam(parameter.path("name").asText(), byDefault.asText())
                        .get(operation.path())
                        .then()
                        .statusCode(200);
            }
        }
    }

    @Test
    void limitsOfParametersAreThoseThatAreServed() {
        List<String> wrong = new ArrayList<>();
        for (Operation operation : DOCUMENT.operations()) {
            for (JsonNode parameter : DOCUMENT.parameters(operation)) {
                JsonNode schema = DOCUMENT.resolve(parameter.path("schema"));
                JsonNode text = schema.has("items") ? schema.get("items") : schema;
                String name = parameter.path("name").asText();
                if (parameter.path("in").asText().equals("query") && text.has("maxLength") && !text.has("format")) {
                    int max = text.get("maxLength").asInt();
                    if (statusOf(operation, name, "x".repeat(max)) != 200
                            || statusOf(operation, name, "x".repeat(max + 1)) != 400) {
                        wrong.add(operation + " " + name);
                    }
                }
                if (schema.has("maximum")
                        && (statusOf(operation, name, schema.get("maximum").asText()) != 200
                                || statusOf(
                                                operation,
                                                name,
                                                "" + (schema.get("maximum").asInt() + 1))
                                        != 400
                                || statusOf(
                                                operation,
                                                name,
                                                schema.get("minimum").asText())
                                        != 200
                                || statusOf(
                                                operation,
                                                name,
                                                "" + (schema.get("minimum").asInt() - 1))
                                        != 400)) {
                    wrong.add(operation + " " + name);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static int statusOf(Operation operation, String name, String value) {
        return withWhatIsNeeded(operation, name)
                .queryParam(name, value)
                .get(operation.path())
                .statusCode();
    }

    /** A call with the query parameters that it can't do without, but for one that is given otherwise. */
    private static RequestSpecification withWhatIsNeeded(Operation operation, String given) {
        // A file may be empty, which the validator takes for no answer.
        RequestSpecification request =
                operation.node().at("/responses/200/content").has("application/x-ndjson") ? given() : call();
        for (JsonNode parameter : DOCUMENT.parameters(operation)) {
            String name = parameter.path("name").asText();
            if (parameter.path("required").asBoolean()
                    && parameter.path("in").asText().equals("query")
                    && !name.equals(given)) {
                request.queryParam(name, exampleOf(parameter).asText());
            }
        }
        return request;
    }

    private static JsonNode exampleOf(JsonNode parameter) {
        return parameter.has("example")
                ? parameter.get("example")
                : DOCUMENT.resolve(parameter.path("schema")).path("example");
    }
}
