package dev.replyloop.access;

import dev.replyloop.access.CompanyAccountRefusedException.Reason;
import dev.replyloop.shared.database.AdvisoryLock;
import dev.replyloop.shared.problem.ProblemException;
import dev.replyloop.shared.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** People's accounts: made by an invitation or at set-up, changed by admins; and the sessions that are signed in to them. */
@ApplicationScoped
class Accounts {

    private static final Duration INVITATION_VALID = Duration.ofDays(7);
    private static final Duration RESET_VALID = Duration.ofHours(24);
    private static final String UNIQUE_VIOLATION = "23505";
    /** Held while accounts change, so that the last admin can't go by two doors at once. */
    private static final String LOCK = AdvisoryLock.ACCOUNTS.lockForTransaction();

    private static final String LIST = """
            SELECT id, email, name, roles, group_roles, created_at, disabled_at, oidc_subject IS NOT NULL AS company,
                   password_hash IS NOT NULL AS password, password_hash IS NULL AND oidc_subject IS NULL AS invited,
                   (SELECT max(last_seen_at) FROM sessions WHERE account_id = accounts.id) AS last_seen_at
            FROM accounts
            """;

    private static final String COMPANY_ACCOUNT = """
            SELECT id, coalesce(oidc_issuer = $1 AND oidc_subject = $2, false) AS is_theirs, oidc_subject IS NOT NULL AS company
            FROM accounts
            WHERE (oidc_issuer = $1 AND oidc_subject = $2) OR lower(email) = lower($3)
            ORDER BY is_theirs DESC LIMIT 1
            """;

    private final Pool pool;
    private final Vertx vertx;
    private final AccessSettings settings;
    private final SetUp setUp;

    Accounts(Pool pool, Vertx vertx, AccessSettings settings, SetUp setUp) {
        this.pool = pool;
        this.vertx = vertx;
        this.settings = settings;
        this.setUp = setUp;
    }

    /** Somebody who just signed in, with the token that their browser shows from now on. */
    record SignedIn(Person person, String token) {}

    /** A person with a link that lets them choose a password. */
    record Invited(Person person, OneTimeLink link) {}

    // --- Becoming somebody -----------------------------------------------------------------------------------------

    /** Makes the first admin. */
    Uni<SignedIn> setUp(String token, String email, String name, String password) {
        Passwords.check("password", password, email);
        return hashed(password)
                .flatMap(hash -> pool.withTransaction(connection -> connection
                        .query(LOCK)
                        .execute()
                        .flatMap(locked -> takeLink(connection, token, "SET_UP"))
                        .flatMap(link -> connection
                                .preparedQuery(
                                        "INSERT INTO accounts (email, name, password_hash, roles) SELECT $1, $2, $3, ARRAY['ADMIN'] WHERE NOT EXISTS (SELECT FROM accounts WHERE "
                                                + SetUp.IS_ADMIN + ") RETURNING id")
                                .execute(Tuple.of(email, name, hash))
                                .onFailure(Accounts::isTaken)
                                .transform(Accounts::addressTaken))
                        .flatMap(rows -> {
                            if (rows.rowCount() == 0) {
                                throw linkIsOver();
                            }
                            return connection
                                    .query("DELETE FROM one_time_links WHERE purpose = 'SET_UP'")
                                    .execute()
                                    .flatMap(done ->
                                            signIn(connection, first(rows).getUUID("id")));
                        })))
                .invoke(signedIn -> setUp.done());
    }

    /** Takes up an invitation or a reset: every other session of the account ends. */
    Uni<SignedIn> choosePassword(String token, String password) {
        return pool.preparedQuery(
                        "SELECT email FROM one_time_links JOIN accounts ON accounts.id = account_id WHERE token_hash = $1 AND expires_at > now() AND disabled_at IS NULL")
                .execute(Tuple.of(Buffer.buffer(Secrets.hash(token))))
                .flatMap(rows -> {
                    if (rows.rowCount() == 0) {
                        throw linkIsOver();
                    }
                    Passwords.check("password", password, first(rows).getString("email"));
                    return hashed(password);
                })
                .flatMap(hash -> pool.withTransaction(connection -> takeLink(connection, token, "INVITATION", "RESET")
                        .flatMap(link -> {
                            UUID id = link.getUUID("account_id");
                            return connection
                                    .preparedQuery(
                                            "UPDATE accounts SET password_hash = $2 WHERE id = $1 AND disabled_at IS NULL")
                                    .execute(Tuple.of(id, hash))
                                    .flatMap(done -> endSessions(connection, id, null))
                                    .flatMap(done -> signIn(connection, id));
                        })));
    }

    private static boolean isTaken(Throwable failure) {
        return failure instanceof PgException refused && UNIQUE_VIOLATION.equals(refused.getSqlState());
    }

    private static ProblemException addressTaken(Throwable taken) {
        return ProblemException.of(ProblemType.ADDRESS_TAKEN, "Another account has that e-mail address.");
    }

    private static Uni<Row> takeLink(SqlClient client, String token, String... purposes) {
        return client.preparedQuery(
                        "DELETE FROM one_time_links WHERE token_hash = $1 AND purpose = ANY ($2) AND expires_at > now() RETURNING account_id")
                .execute(Tuple.of(Buffer.buffer(Secrets.hash(token)), purposes))
                .map(rows -> {
                    if (rows.rowCount() == 0) {
                        throw linkIsOver();
                    }
                    return first(rows);
                });
    }

    private static ProblemException linkIsOver() {
        return ProblemException.of(
                ProblemType.LINK_IS_OVER, "The link was used, is too old, or was never given: ask for a new one.");
    }

    // --- Sessions ----------------------------------------------------------------------------------------------------

    /** Where the password is right, signs in; a new session whatever the browser showed before. */
    Uni<SignedIn> signIn(String email, String password) {
        return pool.preparedQuery(
                        "SELECT id, password_hash FROM accounts WHERE lower(email) = lower($1) AND disabled_at IS NULL")
                .execute(Tuple.of(email))
                .flatMap(rows -> {
                    Row account = rows.rowCount() == 0 ? null : first(rows);
                    String hash = account == null ? null : account.getString("password_hash");
                    return vertx.executeBlocking(() -> Passwords.matches(password, hash), false)
                            .flatMap(right -> {
                                if (!right) {
                                    throw ProblemException.of(
                                            ProblemType.WRONG_CREDENTIALS,
                                            "The e-mail address or the password is wrong.");
                                }
                                return signIn(pool, account.getUUID("id"));
                            });
                });
    }

    /**
     * Signs in whom the company's identity provider knows. An account that was made here becomes theirs where the provider vouches
     * for its e-mail address; else they get one of their own. Fails with {@link CompanyAccountRefusedException}.
     */
    Uni<SignedIn> signInByCompany(CompanyAccount known) {
        if (known.email() == null
                || known.email().length() > EmailAddress.MAX
                || !known.email().matches(EmailAddress.SYNTAX)) {
            throw new CompanyAccountRefusedException(Reason.NO_ADDRESS);
        }
        return pool.withTransaction(connection -> connection
                        .query(LOCK)
                        .execute()
                        .flatMap(locked -> connection
                                .preparedQuery(COMPANY_ACCOUNT)
                                .execute(Tuple.of(known.issuer(), known.subject(), known.email())))
                        .flatMap(rows -> store(connection, known, rows))
                        .flatMap(id -> find(connection, id)))
                .flatMap(person -> {
                    if (person.disabled() || person.allRoles().isEmpty()) {
                        return signOutEverywhere(person.id()).map(done -> {
                            throw new CompanyAccountRefusedException(
                                    person.disabled() ? Reason.LOCKED_OUT : Reason.NO_ROLE);
                        });
                    }
                    return signIn(pool, person.id());
                })
                .invoke(signedIn -> setUp.ask());
    }

    private static Uni<UUID> store(SqlClient client, CompanyAccount known, RowSet<Row> found) {
        String name = known.name() == null || known.name().isBlank() ? known.email() : known.name();
        Tuple values = Tuple.tuple()
                .addValue(known.email())
                .addValue(name.substring(
                        0,
                        name.offsetByCodePoints(0, Math.min(Person.NAME_MAX, name.codePointCount(0, name.length())))))
                .addValue(names(known.roles()))
                .addValue(known.issuer())
                .addValue(known.subject());
        if (found.rowCount() == 0) {
            return client.preparedQuery(
                            "INSERT INTO accounts (email, name, roles, group_roles, oidc_issuer, oidc_subject) VALUES ($1, $2, '{}', $3, $4, $5) RETURNING id")
                    .execute(values)
                    .map(rows -> first(rows).getUUID("id"));
        }
        Row account = first(found);
        boolean isTheirs = account.getBoolean("is_theirs");
        if (!isTheirs && (account.getBoolean("company") || !known.emailVerified())) {
            throw new CompanyAccountRefusedException(Reason.ADDRESS_TAKEN);
        }
        return client.preparedQuery(
                        "UPDATE accounts SET email = $1, name = $2, group_roles = $3, oidc_issuer = $4, oidc_subject = $5 WHERE id = $6 RETURNING id")
                .execute(values.addValue(account.getUUID("id")))
                .onFailure(Accounts::isTaken)
                .transform(taken -> new CompanyAccountRefusedException(Reason.ADDRESS_TAKEN))
                .map(rows -> first(rows).getUUID("id"));
    }

    private Uni<SignedIn> signIn(SqlClient client, UUID accountId) {
        String token = Secrets.newToken();
        return client.preparedQuery(
                        "INSERT INTO sessions (token_hash, account_id, expires_at) VALUES ($1, $2, now() + make_interval(secs => $3))")
                .execute(Tuple.of(Buffer.buffer(Secrets.hash(token)), accountId, (double)
                        settings.absolute().toSeconds()))
                .flatMap(done -> find(client, accountId))
                .map(person -> new SignedIn(person, token));
    }

    Uni<Void> signOut(String token) {
        return pool.preparedQuery("DELETE FROM sessions WHERE token_hash = $1")
                .execute(Tuple.of(Buffer.buffer(Secrets.hash(token))))
                .replaceWithVoid();
    }

    /** Ends all sessions of an account. */
    Uni<Void> signOutEverywhere(UUID accountId) {
        return endSessions(pool, accountId, null);
    }

    private static Uni<Void> endSessions(SqlClient client, UUID accountId, String exceptToken) {
        return client.preparedQuery("DELETE FROM sessions WHERE account_id = $1 AND token_hash IS DISTINCT FROM $2")
                .execute(Tuple.of(accountId, exceptToken == null ? null : Buffer.buffer(Secrets.hash(exceptToken))))
                .replaceWithVoid();
    }

    /** Changes one's own password; every other session ends. */
    Uni<Void> changePassword(UUID accountId, String current, String next, String token) {
        return pool.preparedQuery("SELECT email, password_hash FROM accounts WHERE id = $1")
                .execute(Tuple.of(accountId))
                .flatMap(rows -> {
                    Row account = first(rows);
                    Passwords.check("password", next, account.getString("email"));
                    return vertx.executeBlocking(
                            () -> Passwords.matches(current, account.getString("password_hash")), false);
                })
                .flatMap(right -> {
                    if (!right) {
                        throw ProblemException.invalid("current", "is not your password");
                    }
                    return hashed(next);
                })
                .flatMap(hash -> pool.withTransaction(connection -> connection
                        .preparedQuery("UPDATE accounts SET password_hash = $2 WHERE id = $1")
                        .execute(Tuple.of(accountId, hash))
                        .flatMap(done -> endSessions(connection, accountId, token))));
    }

    // --- What admins do ----------------------------------------------------------------------------------------------

    Uni<List<Person>> list() {
        return pool.query(LIST + " ORDER BY lower(email)").execute().map(rows -> {
            List<Person> people = new ArrayList<>();
            rows.forEach(row -> people.add(person(row)));
            return people;
        });
    }

    Uni<Person> find(UUID id) {
        return find(pool, id);
    }

    private static Uni<Person> find(SqlClient client, UUID id) {
        return client.preparedQuery(LIST + " WHERE id = $1")
                .execute(Tuple.of(id))
                .map(rows -> {
                    if (rows.rowCount() == 0) {
                        throw ProblemException.notFound("account", id);
                    }
                    return person(first(rows));
                });
    }

    Uni<Invited> invite(String email, String name, Set<Role> roles) {
        return pool.withTransaction(connection -> connection
                .preparedQuery("INSERT INTO accounts (email, name, roles) VALUES ($1, $2, $3) RETURNING id")
                .execute(Tuple.of(email, name, names(roles)))
                .onFailure(Accounts::isTaken)
                .transform(Accounts::addressTaken)
                .flatMap(rows -> invitation(connection, first(rows).getUUID("id"), "INVITATION", INVITATION_VALID)));
    }

    /** A link with which its holder chooses a new password; older ones are over. */
    Uni<Invited> newLink(UUID id) {
        return pool.withTransaction(connection -> find(connection, id)
                .flatMap(person -> connection
                        .preparedQuery("DELETE FROM one_time_links WHERE account_id = $1")
                        .execute(Tuple.of(id))
                        .flatMap(done -> person.invited()
                                ? invitation(connection, id, "INVITATION", INVITATION_VALID)
                                : invitation(connection, id, "RESET", RESET_VALID))));
    }

    private Uni<Invited> invitation(SqlClient client, UUID id, String purpose, Duration valid) {
        String token = Secrets.newToken();
        return SetUp.store(client, token, purpose, id, valid)
                .flatMap(stored -> find(client, id))
                .map(person -> new Invited(
                        person,
                        new OneTimeLink(
                                settings.baseUrl() + "/choose-password#" + token,
                                Instant.now().plus(valid))));
    }

    /** @param roles null: as they are; @param disabled null: as it is */
    Uni<Person> change(UUID id, String name, Set<Role> roles, Boolean disabled) {
        return pool.withTransaction(connection -> connection
                .query(LOCK)
                .execute()
                .flatMap(locked -> connection
                        .preparedQuery("""
                                UPDATE accounts SET name = coalesce($2, name), roles = coalesce($3, roles),
                                       disabled_at = CASE WHEN $4::boolean THEN coalesce(disabled_at, now()) WHEN NOT $4 THEN NULL ELSE disabled_at END
                                WHERE id = $1
                                """)
                        .execute(Tuple.of(id, name, roles == null ? null : names(roles), disabled)))
                .flatMap(done -> Boolean.TRUE.equals(disabled)
                        ? endSessions(connection, id, null)
                        : Uni.createFrom().voidItem())
                .flatMap(done -> requireAdmin(connection))
                .flatMap(done -> find(connection, id))
                .invoke(person -> {
                    if (person.roles().isEmpty() && !person.company()) {
                        throw ProblemException.invalid("roles", "must name at least one role");
                    }
                }));
    }

    Uni<Void> delete(UUID id) {
        return pool.withTransaction(connection -> connection
                .query(LOCK)
                .execute()
                .flatMap(locked -> connection
                        .preparedQuery("DELETE FROM accounts WHERE id = $1")
                        .execute(Tuple.of(id)))
                .flatMap(deleted -> {
                    if (deleted.rowCount() == 0) {
                        throw ProblemException.notFound("account", id);
                    }
                    return requireAdmin(connection);
                }));
    }

    private Uni<Void> requireAdmin(SqlClient client) {
        if (settings.adminToken() != null || settings.isOpen()) {
            return Uni.createFrom().voidItem();
        }
        return client.query("SELECT FROM accounts WHERE " + SetUp.IS_ADMIN
                        + " AND (password_hash IS NOT NULL OR oidc_subject IS NOT NULL) LIMIT 1")
                .execute()
                .map(rows -> {
                    if (rows.rowCount() == 0) {
                        throw ProblemException.of(
                                ProblemType.LAST_ADMIN,
                                "Nobody could manage people and keys any more: make somebody else an admin first.");
                    }
                    return null;
                });
    }

    private Uni<String> hashed(String password) {
        return vertx.executeBlocking(() -> Passwords.hash(password), false);
    }

    private static String[] names(Set<Role> roles) {
        return roles.stream().map(Role::name).sorted().toArray(String[]::new);
    }

    private static Row first(RowSet<Row> rows) {
        return rows.iterator().next();
    }

    private static Person person(Row row) {
        OffsetDateTime seen = row.getOffsetDateTime("last_seen_at");
        return new Person(
                row.getUUID("id"),
                row.getString("email"),
                row.getString("name"),
                roles(row, "roles"),
                roles(row, "group_roles"),
                row.getOffsetDateTime("created_at").toInstant(),
                seen == null ? null : seen.toInstant(),
                row.getBoolean("company"),
                row.getBoolean("password"),
                row.getBoolean("invited"),
                row.getOffsetDateTime("disabled_at") != null);
    }

    private static List<Role> roles(Row row, String column) {
        return Arrays.stream(row.getArrayOfStrings(column))
                .map(Role::valueOf)
                .sorted()
                .toList();
    }
}
