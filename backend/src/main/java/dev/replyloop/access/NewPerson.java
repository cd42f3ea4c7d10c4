package dev.replyloop.access;

import dev.replyloop.shared.Text;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.Set;

/** @param name null: the e-mail address */
public record NewPerson(
        @NotNull(message = "is required") @EmailAddress String email,
        @Text(max = Person.NAME_MAX, mayBeBlank = false) String name,

        @NotEmpty(message = "must name at least one role") Set<@NotNull(message = "must not be null") Role> roles) {}
