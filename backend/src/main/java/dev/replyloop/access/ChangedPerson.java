package dev.replyloop.access;

import dev.replyloop.shared.Text;
import jakarta.validation.constraints.NotNull;
import java.util.Set;

/**
 * What changes; null: stays.
 *
 * @param roles at least one, but for who signs in with a company account
 */
public record ChangedPerson(
        @Text(max = Person.NAME_MAX, mayBeBlank = false) String name,

        Set<@NotNull(message = "must not be null") Role> roles,

        Boolean disabled) {}
