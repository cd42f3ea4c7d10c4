package dev.replyloop.erasure;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;

/** @param messageIds the helpdesk's ids of the messages, 1,000 at most */
public record NewErasure(
        @NotNull(message = "is required") @Size(min = 1, max = MAX_MESSAGES, message = "must name 1 to 1,000 messages")
        List<@NotNull(message = "must not be null") UUID> messageIds) {

    static final int MAX_MESSAGES = 1_000;
}
