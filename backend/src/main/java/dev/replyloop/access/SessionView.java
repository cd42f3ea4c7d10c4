package dev.replyloop.access;

import java.util.List;
import java.util.UUID;

/**
 * Who is signed in.
 *
 * @param account null where nobody had to sign in: in a trial, and where access control is off
 * @param roles what one may do here
 * @param trial whether that is so because it is a trial
 */
public record SessionView(Account account, List<Role> roles, boolean trial) {

    /**
     * The signed-in person.
     *
     * @param password whether they can sign in with a password
     */
    public record Account(UUID id, String email, String name, boolean password) {}

    static SessionView of(Person person) {
        return new SessionView(
                new Account(person.id(), person.email(), person.name(), person.password()), person.allRoles(), false);
    }
}
