package dev.replyloop.access;

import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;

/**
 * Who makes a call.
 *
 * @param id of the account or the key; null where there is none
 * @param name as the audit log has it: an e-mail address, a key's name
 * @param roles of a person
 * @param scopes of a key
 * @param origins from whose pages a public key may be used
 */
public record Caller(Kind kind, UUID id, String name, Set<Role> roles, Set<Scope> scopes, Set<String> origins) {

    /** How a caller is known. */
    public enum Kind {
        /** Not at all. */
        STRANGER,
        /** Access control is off: every caller may do everything. */
        LOCAL,
        /** By a session. */
        PERSON,
        /** By a key that is kept secret, or by the token of the settings. */
        KEY,
        /** By a key that stands in a web page. */
        PUBLIC_KEY
    }

    /** Who is not known. */
    static final Caller STRANGER = new Caller(Kind.STRANGER, null, "stranger", Set.of(), Set.of(), Set.of());

    /** The user of a trial, or of a deployment without access control. */
    static final Caller LOCAL = new Caller(Kind.LOCAL, null, "local", Set.of(Role.values()), Set.of(), Set.of());

    /** Who has the token of the settings ({@code replyloop.admin-token}). */
    static final Caller ADMIN_TOKEN =
            new Caller(Kind.KEY, null, "admin token", Set.of(), Set.of(Scope.ADMIN), Set.of());

    private static final String ATTRIBUTE = Caller.class.getName();

    /** @return who makes the call; never null after authentication */
    public static Caller of(RoutingContext routing) {
        return routing.get(ATTRIBUTE);
    }

    /** The person, signed in. */
    static Caller of(Person person) {
        return new Caller(Kind.PERSON, person.id(), person.email(), Set.copyOf(person.allRoles()), Set.of(), Set.of());
    }

    void attachTo(RoutingContext routing) {
        routing.put(ATTRIBUTE, this);
    }

    /** Whether a method that is so annotated lets this caller in. */
    boolean mayCall(Allows allows) {
        if (allows.strangers()) {
            return true;
        }
        return switch (kind) {
            case STRANGER -> false;
            case LOCAL -> true;
            case PERSON -> allows.anyPerson() || hasRoleOf(allows);
            case KEY -> !allows.anyPerson() && hasAny(allows.scopes());
            case PUBLIC_KEY -> allows.publicKeys();
        };
    }

    private boolean hasRoleOf(Allows allows) {
        return roles.contains(Role.ADMIN)
                || Arrays.stream(allows.roles())
                        .anyMatch(role -> role == Role.VIEWER ? !roles.isEmpty() : roles.contains(role));
    }

    /** Whether this key's rights include one of these. */
    boolean hasAny(Scope... wanted) {
        return kind == Kind.LOCAL
                || scopes.contains(Scope.ADMIN)
                || Arrays.stream(wanted).anyMatch(scopes::contains);
    }

    /** Whether this caller may hand the right on to a key. */
    boolean mayGrant(Scope scope) {
        return switch (kind) {
            case LOCAL -> true;
            case PERSON ->
                roles.contains(Role.ADMIN)
                        || (scope.role() == Role.VIEWER ? !roles.isEmpty() : roles.contains(scope.role()));
            case KEY -> hasAny(scope);
            case PUBLIC_KEY, STRANGER -> false;
        };
    }

    /** Whether nothing is kept from this caller. */
    public boolean isAdmin() {
        return kind == Kind.LOCAL || roles.contains(Role.ADMIN) || scopes.contains(Scope.ADMIN);
    }
}
