package dev.replyloop.access;

import dev.replyloop.shared.Text;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Set;

/** What changes; null: stays. */
public record ChangedPerson(
        @Text(max = Person.NAME_MAX, mayBeBlank = false) String name,

        @Size(min = 1, message = "must name at least one role")
        Set<@NotNull(message = "must not be null") Role> roles,

        Boolean disabled) {}
