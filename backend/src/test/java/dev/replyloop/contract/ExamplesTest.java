package dev.replyloop.contract;

import static dev.replyloop.testing.Api.call;
import static dev.replyloop.testing.Api.taken;
import static dev.replyloop.testing.NewFeedbackBuilder.override;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.replyloop.contract.Document.Operation;
import dev.replyloop.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Swagger UI fills its forms with: each that can be sent untouched is answered 2xx, and shows something. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ExamplesTest {

    private static final Document DOCUMENT = Document.read();

    /** Those that need an id of ours are left empty, and Swagger UI asks for it. */
    static Stream<Operation> operations() {
        return callable().stream()
                .filter(operation -> DOCUMENT.parameters(operation).stream()
                        .allMatch(parameter -> !parameter.path("required").asBoolean() || example(parameter) != null));
    }

    /** All but those for which nobody can show an example: they take one-time links, passwords and secrets. */
    private static List<Operation> callable() {
        return DOCUMENT.operations().stream()
                .filter(operation ->
                        !operation.node().path("tags").path(0).asText().equals("Access"))
                .toList();
    }

    @Test
    void moreThanHalfOfTheCallsCanBeSentUntouched() {
        assertTrue(2 * operations().count() > callable().size());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void theUntouchedFormIsAnswered(Operation operation) {
        taken(override());
        String path = operation.path();
        RequestSpecification request = call();
        for (JsonNode parameter : DOCUMENT.parameters(operation)) {
            String example = example(parameter);
            if (example != null && parameter.path("in").asText().equals("path")) {
                path = path.replace("{" + parameter.path("name").asText() + "}", example);
            } else if (example != null) {
                request = request.queryParam(parameter.path("name").asText(), example);
            }
        }
        List<JsonNode> bodies = new ArrayList<>();
        operation
                .node()
                .at("/requestBody/content/application~1json/examples")
                .forEach(example -> bodies.add(example.path("value")));
        if (!bodies.isEmpty()) {
            request = request.contentType("application/json").body(bodies.get(0).toString());
        }
        int status = request.request(operation.verb(), path).statusCode();
        assertEquals(2, status / 100, () -> operation + ": " + status);
    }

    /** As Swagger UI takes it: the parameter's own, or its schema's; null for none. */
    private static String example(JsonNode parameter) {
        JsonNode schema = DOCUMENT.resolve(parameter.path("schema"));
        for (JsonNode example : List.of(parameter.path("example"), schema.path("example"), schema.path("default"))) {
            if (!example.isMissingNode()) {
                return example.asText();
            }
        }
        return null;
    }
}
