package dev.replyloop.access;

import dev.replyloop.shared.Text;
import jakarta.validation.constraints.NotNull;

/** @param token what stands behind the # of the link that the backend printed */
public record NewAdmin(
        @NotNull(message = "is required") @Text(max = 200, mayBeBlank = false)
        String token,

        @NotNull(message = "is required") @EmailAddress String email,
        @Text(max = Person.NAME_MAX, mayBeBlank = false) String name,
        @NotNull(message = "is required") String password) {}
