package dev.replyloop.topics;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;

/**
 * A topic as the API shows it.
 *
 * @param typicalMessage null where it is not known, or was erased
 */
public record TopicView(
        UUID id, String name, boolean namedByPerson, boolean hidden, Instant foundAt, TypicalMessage typicalMessage) {

    static TopicView of(Row row) {
        return new TopicView(
                row.getUUID("id"),
                row.getString("name"),
                row.getBoolean("named_by_person"),
                row.getBoolean("hidden"),
                row.getOffsetDateTime("found_at").toInstant(),
                TypicalMessage.of(row));
    }
}
