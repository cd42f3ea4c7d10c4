package dev.replyloop.chaos;

import dev.replyloop.testing.NewFeedbackBuilder;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * A call to be made.
 *
 * @param subject what the scenario knows it by
 */
record Call<T>(HttpMethod method, String path, Buffer body, T subject) {

    static <T> Call<T> post(NewFeedbackBuilder feedback, T subject) {
        return new Call<>(HttpMethod.POST, "/api/feedback", new JsonObject(feedback.fields()).toBuffer(), subject);
    }

    static <T> Call<T> postBatch(List<NewFeedbackBuilder> items, T subject) {
        JsonArray array = new JsonArray();
        items.forEach(item -> array.add(new JsonObject(item.fields())));
        return new Call<>(
                HttpMethod.POST,
                "/api/feedback/batch",
                new JsonObject().put("items", array).toBuffer(),
                subject);
    }

    static <T> Call<T> erase(String messageId, T subject) {
        return new Call<>(HttpMethod.DELETE, "/api/customer-messages/" + messageId, Buffer.buffer(), subject);
    }
}
