package dev.replyloop.access;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * An account, as admins see it.
 *
 * @param roles what its holder may do by what was given here, in the order of {@link Role}
 * @param groupRoles what its holder may do by the groups of the company, when they last signed in; both add up
 * @param lastSeenAt to the minute; null where no session is open
 * @param company signs in with an account of the company
 * @param password can sign in with a password
 * @param invited was invited, and has not come yet
 * @param disabled it can't sign in
 */
public record Person(
        UUID id,
        String email,
        String name,
        List<Role> roles,
        List<Role> groupRoles,
        Instant createdAt,
        Instant lastSeenAt,
        boolean company,
        boolean password,
        boolean invited,
        boolean disabled) {

    /** The most code points of a person's or a key's name. */
    static final int NAME_MAX = 100;

    /** All that its holder may do. */
    List<Role> allRoles() {
        Set<Role> all = new TreeSet<>(roles);
        all.addAll(groupRoles);
        return List.copyOf(all);
    }
}
