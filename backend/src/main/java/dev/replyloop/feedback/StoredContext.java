package dev.replyloop.feedback;

import dev.replyloop.text.ContextTurn;
import dev.replyloop.text.Speaker;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/** How the turns of a conversation stand in the database: a JSON array, and a PostgreSQL array of the messages they name. */
final class StoredContext {

    private static final String ROLE = "role";
    private static final String TEXT = "text";
    private static final String MESSAGE_ID = "messageId";

    private StoredContext() {}

    /** @return null where there are no turns */
    static String write(List<ContextTurn> turns) {
        if (turns.isEmpty()) {
            return null;
        }
        JsonArray stored = new JsonArray();
        for (ContextTurn turn : turns) {
            stored.add(new JsonObject()
                    .put(ROLE, turn.role().name().toLowerCase(Locale.ROOT))
                    .put(TEXT, turn.text())
                    .put(MESSAGE_ID, Objects.toString(turn.messageId(), null)));
        }
        return stored.encode();
    }

    /** @return null where no turn names its message */
    static String messageIds(List<ContextTurn> turns) {
        String ids = turns.stream()
                .map(ContextTurn::messageId)
                .filter(Objects::nonNull)
                .distinct()
                .map(UUID::toString)
                .collect(Collectors.joining(","));
        return ids.isEmpty() ? null : "{" + ids + "}";
    }

    static List<ContextTurn> read(String stored) {
        return stored == null
                ? List.of()
                : new JsonArray(stored)
                        .stream()
                                .map(JsonObject.class::cast)
                                .map(turn -> new ContextTurn(
                                        Speaker.valueOf(turn.getString(ROLE).toUpperCase(Locale.ROOT)),
                                        turn.getString(TEXT),
                                        turn.getString(MESSAGE_ID) == null
                                                ? null
                                                : UUID.fromString(turn.getString(MESSAGE_ID))))
                                .toList();
    }
}
