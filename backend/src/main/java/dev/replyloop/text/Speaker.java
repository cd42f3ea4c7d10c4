package dev.replyloop.text;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who speaks in a conversation. */
public enum Speaker {
    @JsonProperty("customer")
    CUSTOMER,
    @JsonProperty("agent")
    AGENT
}
