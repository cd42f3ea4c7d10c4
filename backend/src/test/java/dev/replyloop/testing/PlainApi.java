package dev.replyloop.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls the API as fast as many threads can; {@link Api} is the one that holds answers to the document. */
public final class PlainApi {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private PlainApi() {}

    /** What came back; a body that is no JSON is a missing node. */
    public record Answer(int status, HttpHeaders headers, JsonNode body) {

        public boolean isTaken() {
            return status == 200 || status == 201;
        }

        public String text(String field) {
            return body.path(field).asText();
        }
    }

    public static Answer post(NewFeedbackBuilder feedback) {
        return post("/api/feedback", feedback.fields());
    }

    public static Answer post(String path, Object body) {
        try {
            return send(path, "POST", BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Answer get(String path) {
        return send(path, "GET", BodyPublishers.noBody());
    }

    public static Answer erase(String messageId) {
        return send("/api/customer-messages/" + messageId, "DELETE", BodyPublishers.noBody());
    }

    private static Answer send(String path, String method, BodyPublisher body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        try {
            HttpResponse<byte[]> response = CLIENT.send(request, BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers(), read(response));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for an answer", e);
        }
    }

    private static JsonNode read(HttpResponse<byte[]> response) throws IOException {
        boolean json = response.headers()
                .firstValue("Content-Type")
                .filter(type -> type.contains("json"))
                .isPresent();
        return json ? JSON.readTree(response.body()) : MissingNode.getInstance();
    }
}
