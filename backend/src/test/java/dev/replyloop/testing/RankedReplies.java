package dev.replyloop.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The most rejected replies, as shown and as counted, in a form in which they can be compared. */
public final class RankedReplies {

    private RankedReplies() {}

    /** @param analytics the dashboard's figures */
    public static List<String> shown(JsonNode analytics) {
        return Json.each(
                analytics.path("topNegativeMessages"),
                reply -> describe(
                        reply.path("rejections").asLong(),
                        Instant.parse(reply.path("lastRejectedAt").asText()),
                        reply.path("feedbackId").asText()));
    }

    /** @param rows each with {@code rejections}, {@code last} and the id of the feedback that is {@code shown} */
    public static List<String> counted(Iterable<Row> rows) {
        List<String> ranked = new ArrayList<>();
        rows.forEach(row -> ranked.add(describe(
                row.getLong("rejections"),
                row.getOffsetDateTime("last").toInstant(),
                row.getUUID("shown").toString())));
        return ranked;
    }

    private static String describe(long rejections, Instant last, String feedbackId) {
        return rejections + " " + last + " " + feedbackId;
    }
}
