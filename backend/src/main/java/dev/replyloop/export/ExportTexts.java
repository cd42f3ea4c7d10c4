package dev.replyloop.export;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * The texts of a training prompt.
 *
 * @param agentReply what was sent, or worded by a reviewer, instead; null where there is none
 * @param context the earlier turns, oldest first
 */
record ExportTexts(String message, String aiReply, String agentReply, List<Turn> context) {

    private static final String CUSTOMER = "customer";
    private static final String ROLE = "role";
    private static final String TEXT = "text";

    ExportTexts {
        context = List.copyOf(context);
    }

    /** An earlier turn of the conversation. */
    record Turn(boolean isCustomer, String text) {}

    /** @param stored the turns as a JSON array of role and text, or null */
    static List<Turn> turns(String stored) {
        return stored == null
                ? List.of()
                : new JsonArray(stored)
                        .stream()
                                .map(JsonObject.class::cast)
                                .map(turn ->
                                        new Turn(turn.getString(ROLE).equalsIgnoreCase(CUSTOMER), turn.getString(TEXT)))
                                .toList();
    }

    /** The turns as {@link #turns} reads them; null where there are none. */
    String storedContext() {
        if (context.isEmpty()) {
            return null;
        }
        JsonArray stored = new JsonArray();
        context.forEach(turn -> stored.add(
                new JsonObject().put(ROLE, turn.isCustomer ? CUSTOMER : "agent").put(TEXT, turn.text)));
        return stored.encode();
    }
}
