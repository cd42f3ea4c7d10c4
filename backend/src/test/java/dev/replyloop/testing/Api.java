package dev.replyloop.testing;

import static io.restassured.RestAssured.given;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.restassured.OpenApiValidationFilter;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Calls the API as a helpdesk would, and holds every answer to the OpenAPI document. */
public final class Api {

    /** The document in the repository; ContractDriftTest holds the served one to it. */
    public static final Path DOCUMENT = Path.of("openapi.json");

    private static final OpenApiValidationFilter CONTRACT = new OpenApiValidationFilter(contract());

    private Api() {}

    /** A call whose answer must be as the document says; its request may be as wrong as the test wants. */
    public static RequestSpecification call() {
        return given().filter(CONTRACT);
    }

    /** Posts one feedback. */
    public static ValidatableResponse post(NewFeedbackBuilder feedback) {
        return post(feedback.fields());
    }

    /** Posts any body as one feedback. */
    public static ValidatableResponse post(Object body) {
        return call().contentType(ContentType.JSON)
                .body(body)
                .post("/api/feedback")
                .then();
    }

    /** Posts feedback that must be taken, and gives its id. */
    public static String taken(NewFeedbackBuilder feedback) {
        ValidatableResponse response = post(feedback);
        int status = response.extract().statusCode();
        if (status != 200 && status != 201) {
            throw new AssertionError("Refused: " + response.extract().body().asString());
        }
        return Json.of(response).path("id").asText();
    }

    /** Posts a batch. */
    public static ValidatableResponse postBatch(List<?> items) {
        return call().contentType(ContentType.JSON)
                .body(Map.of("items", items))
                .post("/api/feedback/batch")
                .then();
    }

    private static OpenApiInteractionValidator contract() {
        try {
            return OpenApiInteractionValidator.createForInlineApiSpecification(Files.readString(DOCUMENT))
                    .withLevelResolver(LevelResolver.create()
                            .withLevel("validation.request", ValidationReport.Level.IGNORE)
                            // A path or method that nobody documented is what some tests ask for.
                            .build())
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
