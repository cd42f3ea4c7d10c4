package dev.replyloop.topics;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import java.util.UUID;

/**
 * One topic with its newest messages.
 *
 * @param messages the newest first
 */
public record TopicDetail(@JsonUnwrapped TopicView topic, List<Message> messages) {

    /**
     * A customer message in it.
     *
     * @param byPerson whether a person's correction put or pinned it there
     */
    public record Message(UUID messageId, String message, boolean byPerson) {

        static Message of(Row row) {
            return new Message(row.getUUID("message_id"), row.getString("message"), row.getBoolean("by_person"));
        }
    }
}
