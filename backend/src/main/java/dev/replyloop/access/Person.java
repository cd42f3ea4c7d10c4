package dev.replyloop.access;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An account, as admins see it.
 *
 * @param roles what its holder may do, in the order of {@link Role}
 * @param lastSeenAt to the minute; null where no session is open
 * @param invited no password was chosen yet
 * @param disabled it can't sign in
 */
public record Person(
        UUID id,
        String email,
        String name,
        List<Role> roles,
        Instant createdAt,
        Instant lastSeenAt,
        boolean invited,
        boolean disabled) {

    /** The most code points of a person's or a key's name. */
    static final int NAME_MAX = 100;
}
