package dev.replyloop.topics;

import io.vertx.mutiny.sqlclient.Row;
import java.util.UUID;

/** The customer message that says best what the others of its topic say too. */
public record TypicalMessage(UUID messageId, String message) {

    /** Of a row with {@code message_id} and {@code message}; null where it has none. */
    public static TypicalMessage of(Row row) {
        UUID messageId = row.getUUID("message_id");
        return messageId == null ? null : new TypicalMessage(messageId, row.getString("message"));
    }
}
