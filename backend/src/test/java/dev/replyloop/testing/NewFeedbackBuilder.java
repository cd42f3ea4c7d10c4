package dev.replyloop.testing;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The body of a {@code POST /api/feedback}: valid as it starts, then changed field by field. Never changes itself. */
public final class NewFeedbackBuilder {

    private final Map<String, Object> fields;

    private NewFeedbackBuilder(Map<String, Object> fields) {
        this.fields = Collections.unmodifiableMap(fields);
    }

    /** A thumbs-up on a message of its own. */
    public static NewFeedbackBuilder thumbsUp() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("messageId", UUID.randomUUID().toString());
        fields.put("message", "Where is my parcel?");
        fields.put("aiReply", "It will arrive tomorrow.");
        fields.put("useful", true);
        return new NewFeedbackBuilder(fields);
    }

    /** A thumbs-down on a message of its own, without an agent reply. */
    public static NewFeedbackBuilder thumbsDown() {
        return thumbsUp().with("useful", false);
    }

    /** A thumbs-down on a message of its own, with what the agent sent instead. */
    public static NewFeedbackBuilder override() {
        return thumbsDown().with("agentReply", "It is with the courier; I have asked them to call you.");
    }

    public NewFeedbackBuilder with(String field, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(fields);
        changed.put(field, value);
        return new NewFeedbackBuilder(changed);
    }

    public NewFeedbackBuilder without(String field) {
        Map<String, Object> changed = new LinkedHashMap<>(fields);
        changed.remove(field);
        return new NewFeedbackBuilder(changed);
    }

    public NewFeedbackBuilder at(String instant) {
        return with("occurredAt", instant);
    }

    public NewFeedbackBuilder at(Instant instant) {
        return at(instant.toString());
    }

    public String messageId() {
        return (String) fields.get("messageId");
    }

    public Map<String, Object> fields() {
        return fields;
    }
}
