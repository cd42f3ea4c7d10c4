package dev.replyloop.access;

import dev.replyloop.shared.Text;
import jakarta.validation.constraints.NotNull;

/** A password that is chosen with a one-time link; {@code token} stands behind its #. */
public record ChosenPassword(
        @NotNull(message = "is required") @Text(max = 200, mayBeBlank = false)
        String token,

        @NotNull(message = "is required") String password) {}
