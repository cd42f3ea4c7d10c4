package dev.replyloop.access;

import jakarta.validation.constraints.NotNull;

/** A new password for who knows the current one. */
public record ChangedPassword(
        @NotNull(message = "is required") String current,
        @NotNull(message = "is required") String password) {}
