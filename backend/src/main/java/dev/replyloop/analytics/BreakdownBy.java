package dev.replyloop.analytics;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What counts can be broken down by; lower-case in the contract. */
public enum BreakdownBy {
    CHANNEL,
    MODEL,
    REASON;

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
