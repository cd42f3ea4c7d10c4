package dev.replyloop.access;

import jakarta.validation.constraints.NotNull;

/** What somebody signs in with. */
public record SignIn(
        @NotNull(message = "is required") @EmailAddress String email,
        @NotNull(message = "is required") String password) {}
