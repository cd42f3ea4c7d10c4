package dev.replyloop.access;

import dev.replyloop.access.KeyView.KeyKind;
import dev.replyloop.shared.Text;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * @param scopes of a secret key; a public one has none to choose
 * @param origins of a public key, such as https://desk.example.com
 * @param expiresAt null: never
 */
public record NewKey(
        @NotNull(message = "is required") @Text(max = Person.NAME_MAX, mayBeBlank = false)
        String name,

        @NotNull(message = "is required") KeyKind kind,
        Set<@NotNull(message = "must not be null") Scope> scopes,

        @Size(max = 20, message = "must name at most 20") List<@NotNull(message = "must not be null") String> origins,

        Instant expiresAt) {}
