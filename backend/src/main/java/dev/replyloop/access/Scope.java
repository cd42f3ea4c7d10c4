package dev.replyloop.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What a program's key may do. */
public enum Scope {
    FEEDBACK_WRITE("feedback:write", Role.DEVELOPER),
    FEEDBACK_READ("feedback:read", Role.VIEWER),
    PROMPTS_WRITE("prompts:write", Role.DEVELOPER),
    TRAINING_READ("training:read", Role.VIEWER),
    EXPORT("export", Role.DEVELOPER),
    ERASE("erase", Role.PRIVACY),
    /** Includes every other. */
    ADMIN("admin", Role.ADMIN);

    private final String text;
    private final Role role;

    Scope(String text, Role role) {
        this.text = text;
        this.role = role;
    }

    /** The role that may hand this right on to a key. */
    Role role() {
        return role;
    }

    /** Its name in requests, answers and the database. */
    @JsonValue
    public String text() {
        return text;
    }

    /**
     * @return the scope of that text
     * @throws IllegalArgumentException where there is none
     */
    @JsonCreator
    public static Scope of(String text) {
        return Arrays.stream(values())
                .filter(scope -> scope.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of "
                        + Arrays.stream(values()).map(Scope::text).collect(Collectors.joining(", "))));
    }
}
