package dev.replyloop.feedback;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.List;

/**
 * Many verdicts in one request.
 *
 * @param items each read on its own, so that one that can't be read fails no other
 */
public record FeedbackBatch(
        @NotNull(message = "is required") @Size(min = 1, max = MAX, message = "must hold from 1 to " + MAX + " items")
        List<Item> items) {

    /** The most items of a batch. */
    static final int MAX = 1_000;

    /**
     * An item as it came.
     *
     * @param json what was sent, but for what stands deeper than its fields: nothing there could be taken
     * @param twice a field that was given more than once; null where none was
     */
    @JsonDeserialize(using = ItemReader.class)
    record Item(JsonNode json, String twice) {}

    /** Gets over whatever an item holds, so that the next one is read. */
    static final class ItemReader extends StdDeserializer<Item> {

        ItemReader() {
            super(Item.class);
        }

        @Override
        public Item deserialize(JsonParser json, DeserializationContext context) throws IOException {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                return new Item(flat(json, context), null);
            }
            // Or the parser would stop at a second field of one name, and with it the whole batch.
            json.disable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
            ObjectNode fields = context.getNodeFactory().objectNode();
            String twice = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (fields.replace(name, flat(json, context)) != null) {
                    twice = name;
                }
            }
            return new Item(fields, twice);
        }

        @Override
        public Item getNullValue(DeserializationContext context) {
            return new Item(NullNode.instance, null);
        }

        private static JsonNode flat(JsonParser json, DeserializationContext context) throws IOException {
            switch (json.currentToken()) {
                case START_OBJECT -> {
                    json.skipChildren();
                    return context.getNodeFactory().objectNode();
                }
                case START_ARRAY -> {
                    json.skipChildren();
                    return context.getNodeFactory().arrayNode();
                }
                default -> {
                    return context.readTree(json);
                }
            }
        }
    }
}
