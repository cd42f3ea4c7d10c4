package dev.replyloop.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Posts to the public batch endpoint as a careful helpdesk would: whatever was not answered for good is sent again,
 * which is harmless, after the pause that the server asks for.
 */
final class BatchClient {

    private static final Logger LOG = Logger.getLogger(BatchClient.class);

    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(60);
    private static final long PAUSE_SECONDS = 1;
    private static final int BUSY = 503;

    /** The message was erased here: its feedback is not wanted any more. */
    private static final int GONE = 410;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI endpoint;
    private final ObjectMapper json;

    BatchClient(URI server, ObjectMapper json) {
        this.endpoint = server.resolve("/api/feedback/batch");
        this.json = json;
    }

    /**
     * Returns when every item is stored or gone.
     *
     * @throws IllegalStateException if the server refuses an item
     */
    void post(List<?> items) throws InterruptedException {
        List<Object> left = new ArrayList<>(items);
        while (!left.isEmpty()) {
            left = postOnce(left);
            if (!left.isEmpty()) {
                Thread.sleep(Duration.ofSeconds(PAUSE_SECONDS).toMillis());
            }
        }
    }

    private List<Object> postOnce(List<Object> items) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(endpoint)
                    .timeout(REQUEST_LIMIT)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(Map.of("items", items))))
                    .build();
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return switch (response.statusCode()) {
                case 200 -> unanswered(items, json.readTree(response.body()).get("results"));
                case BUSY -> items;
                default -> throw new IllegalStateException("The batch was refused with " + response.statusCode());
            };
        } catch (IOException e) {
            LOG.debug("The batch is sent again", e);
            return items;
        }
    }

    private static List<Object> unanswered(List<Object> items, JsonNode results) {
        List<Object> unanswered = new ArrayList<>();
        for (JsonNode result : results) {
            int status = result.get("status").asInt();
            int index = result.get("index").asInt();
            if (status == BUSY) {
                unanswered.add(items.get(index));
            } else if (status >= 300 && status != GONE) {
                throw new IllegalStateException("Item " + index + " was refused with " + status + ": "
                        + result.path("problem").path("detail").asText());
            }
        }
        return unanswered;
    }
}
