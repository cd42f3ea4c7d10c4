package dev.replyloop.access;

import dev.replyloop.access.KeyView.KeyKind;
import dev.replyloop.access.KeyView.SecretView;
import dev.replyloop.shared.problem.ProblemException;
import dev.replyloop.shared.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Programs' keys: made, changed over, revoked. A person without the role ADMIN sees and manages their own. */
@ApplicationScoped
class Keys {

    private static final int MAX_SECRETS = 2;
    private static final int HINT_LENGTH = 4;

    private static final String LIST = """
            SELECT id, kind, name, scopes, origins, created_at, created_by, owner_id, expires_at, last_used_at, revoked_at IS NOT NULL AS revoked,
                   (SELECT coalesce(json_agg(json_build_object('id', secret.id, 'hint', hint, 'createdAt',
                                             to_char(secret.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
                                             ORDER BY secret.created_at), '[]')
                    FROM api_key_secrets AS secret WHERE key_id = api_keys.id) AS secrets
            FROM api_keys
            """;

    private final Pool pool;

    Keys(Pool pool) {
        this.pool = pool;
    }

    /** A key with a new secret, which is shown this one time. */
    record Made(KeyView key, String secret) {}

    Uni<List<KeyView>> list(Caller caller) {
        return pool.preparedQuery(
                        LIST
                                + " WHERE $1::uuid IS NULL OR owner_id = $1 ORDER BY revoked_at IS NOT NULL, created_at DESC, id")
                .execute(Tuple.tuple().addValue(ownerOf(caller)))
                .map(rows -> {
                    List<KeyView> keys = new ArrayList<>();
                    rows.forEach(row -> keys.add(view(row)));
                    return keys;
                });
    }

    Uni<Made> make(
            Caller caller,
            KeyKind kind,
            String name,
            Collection<Scope> scopes,
            Collection<String> origins,
            Instant expiresAt) {
        String secret = Secrets.newKey(kind == KeyKind.PUBLIC);
        return pool.withTransaction(connection -> connection
                .preparedQuery(
                        "INSERT INTO api_keys (kind, name, scopes, origins, created_by, owner_id, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id")
                .execute(Tuple.tuple()
                        .addValue(kind.name())
                        .addValue(name)
                        .addValue(scopes.stream().map(Scope::text).sorted().toArray(String[]::new))
                        .addValue(origins.stream().distinct().sorted().toArray(String[]::new))
                        .addValue(caller.name())
                        .addValue(caller.kind() == Caller.Kind.PERSON ? caller.id() : null)
                        .addValue(expiresAt == null ? null : expiresAt.atOffset(ZoneOffset.UTC)))
                .flatMap(rows -> {
                    UUID id = rows.iterator().next().getUUID("id");
                    return store(connection, id, secret).flatMap(done -> find(connection, caller, id));
                })
                .map(key -> new Made(key, secret)));
    }

    /** A second secret, for programs that change over one after the other. */
    Uni<Made> addSecret(Caller caller, UUID id) {
        return pool.withTransaction(connection -> connection
                .preparedQuery("SELECT FROM api_keys WHERE id = $1 FOR UPDATE")
                .execute(Tuple.of(id))
                .flatMap(locked -> find(connection, caller, id))
                .flatMap(key -> {
                    if (key.revoked()) {
                        throw ProblemException.invalid("", "is revoked: make a new key");
                    }
                    if (key.secrets().size() >= MAX_SECRETS) {
                        throw ProblemException.of(
                                ProblemType.TOO_MANY_SECRETS,
                                "The key has two secrets already: delete the one that is out of use first.");
                    }
                    String secret = Secrets.newKey(key.kind() == KeyKind.PUBLIC);
                    return store(connection, id, secret)
                            .flatMap(done -> find(connection, caller, id))
                            .map(changed -> new Made(changed, secret));
                }));
    }

    /** The secret is of no use from now on; a key keeps one, and is revoked as a whole. */
    Uni<Void> removeSecret(Caller caller, UUID id, UUID secretId) {
        return pool.withTransaction(connection -> connection
                .preparedQuery("SELECT FROM api_keys WHERE id = $1 FOR UPDATE")
                .execute(Tuple.of(id))
                .flatMap(locked -> find(connection, caller, id))
                .flatMap(key -> {
                    if (key.secrets().stream().noneMatch(secret -> secret.id().equals(secretId))) {
                        throw ProblemException.notFound("secret", secretId);
                    }
                    if (key.secrets().size() == 1) {
                        throw ProblemException.invalid("", "is the only secret of its key: revoke the key");
                    }
                    return connection
                            .preparedQuery("DELETE FROM api_key_secrets WHERE id = $1")
                            .execute(Tuple.of(secretId));
                })
                .replaceWithVoid());
    }

    Uni<Void> revoke(Caller caller, UUID id) {
        return pool.withTransaction(connection -> find(connection, caller, id)
                .flatMap(key -> connection
                        .preparedQuery("UPDATE api_keys SET revoked_at = coalesce(revoked_at, now()) WHERE id = $1")
                        .execute(Tuple.of(id)))
                .replaceWithVoid());
    }

    Uni<KeyView> find(Caller caller, UUID id) {
        return find(pool, caller, id);
    }

    private static Uni<KeyView> find(SqlClient client, Caller caller, UUID id) {
        return client.preparedQuery(LIST + " WHERE id = $1 AND ($2::uuid IS NULL OR owner_id = $2)")
                .execute(Tuple.of(id, ownerOf(caller)))
                .map(rows -> {
                    if (rows.rowCount() == 0) {
                        throw ProblemException.notFound("key", id);
                    }
                    return view(rows.iterator().next());
                });
    }

    /** Whose keys the caller may see; null: everybody's. */
    private static UUID ownerOf(Caller caller) {
        return caller.isAdmin() ? null : caller.id();
    }

    private static Uni<Void> store(SqlClient client, UUID keyId, String secret) {
        int shown = Secrets.SECRET_KEY.length() + HINT_LENGTH;
        String hint = secret.substring(0, shown) + "…" + secret.substring(secret.length() - HINT_LENGTH);
        return client.preparedQuery("INSERT INTO api_key_secrets (key_id, secret_hash, hint) VALUES ($1, $2, $3)")
                .execute(Tuple.of(keyId, Buffer.buffer(Secrets.hash(secret)), hint))
                .replaceWithVoid();
    }

    private static KeyView view(Row row) {
        List<SecretView> secrets = ((JsonArray) row.getJson("secrets"))
                .stream()
                        .map(JsonObject.class::cast)
                        .map(one -> new SecretView(
                                UUID.fromString(one.getString("id")),
                                one.getString("hint"),
                                Instant.parse(one.getString("createdAt"))))
                        .toList();
        return new KeyView(
                row.getUUID("id"),
                KeyKind.valueOf(row.getString("kind")),
                row.getString("name"),
                Arrays.stream(row.getArrayOfStrings("scopes"))
                        .map(Scope::of)
                        .sorted()
                        .toList(),
                List.of(row.getArrayOfStrings("origins")),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getString("created_by"),
                instant(row.getOffsetDateTime("expires_at")),
                instant(row.getOffsetDateTime("last_used_at")),
                row.getBoolean("revoked"),
                secrets);
    }

    private static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
