package dev.replyloop.access;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A program's key, without its secret.
 *
 * @param kind whether it has to be kept secret, or may stand in a web page
 * @param origins of a public key: from whose pages it may be used
 * @param createdBy who made it, as they were called then
 * @param expiresAt null: it doesn't
 * @param lastUsedAt to the minute; null where it never was
 * @param revoked it is of no use any more
 * @param secrets one, or two while programs change over
 */
public record KeyView(
        UUID id,
        KeyKind kind,
        String name,
        List<Scope> scopes,
        List<String> origins,
        Instant createdAt,
        String createdBy,
        Instant expiresAt,
        Instant lastUsedAt,
        boolean revoked,
        List<SecretView> secrets) {

    /** Where a key may stand. */
    public enum KeyKind {
        SECRET,
        PUBLIC
    }

    /**
     * One of a key's secrets.
     *
     * @param hint its beginning and end
     */
    public record SecretView(UUID id, String hint, Instant createdAt) {}
}
