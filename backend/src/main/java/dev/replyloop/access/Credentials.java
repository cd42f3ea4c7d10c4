package dev.replyloop.access;

import dev.replyloop.access.Caller.Kind;
import dev.replyloop.shared.MaintenanceCommand;
import dev.replyloop.shared.database.RepeatedTask;
import dev.replyloop.shared.http.FeedbackPages;
import dev.replyloop.shared.problem.FailureLog;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Tells whose key or session a secret is. What the database said is believed for half a second, so that the intake doesn't ask
 * it for every call; what is revoked is refused everywhere after that.
 */
@ApplicationScoped
class Credentials implements FeedbackPages {

    private static final Logger LOG = Logger.getLogger(Credentials.class);

    private static final String KEY = """
            SELECT api_keys.id, kind, name, scopes, origins
            FROM api_key_secrets JOIN api_keys ON api_keys.id = key_id
            WHERE secret_hash = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())
            """;
    private static final String SESSION = """
            SELECT accounts.id, email, roles || group_roles AS roles
            FROM sessions JOIN accounts ON accounts.id = account_id
            WHERE token_hash = $1 AND expires_at > now() AND last_seen_at > now() - make_interval(secs => $2) AND disabled_at IS NULL
            """;
    private static final String ORIGINS = """
            SELECT DISTINCT unnest(origins) AS origin
            FROM api_keys WHERE kind = 'PUBLIC' AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())
            """;
    private static final String SEEN =
            "UPDATE sessions SET last_seen_at = now() WHERE token_hash = ANY ($1) AND last_seen_at < now() - interval '1 minute'";
    private static final String USED = """
            UPDATE api_keys SET last_used_at = now()
            WHERE id = ANY ($1) AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')
            """;
    private static final String FORGET =
            "DELETE FROM sessions WHERE expires_at < now() OR last_seen_at < now() - make_interval(secs => $1)";

    private static final long FRESH_NANOS = Duration.ofMillis(500).toNanos();
    private static final int MAX_KNOWN = 10_000;
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(20);

    private record Known(Uni<Caller> caller, long nanos) {}

    private record Origins(Uni<Set<String>> all, long nanos) {}

    private final Map<ByteBuffer, Known> known = new ConcurrentHashMap<>();
    private final Set<ByteBuffer> seen = ConcurrentHashMap.newKeySet();
    private final Set<UUID> used = ConcurrentHashMap.newKeySet();
    private final Pool pool;
    private final AccessSettings settings;
    private final boolean isCommand;
    private volatile Origins origins = new Origins(null, 0);
    private volatile Cancellable reporting;

    Credentials(
            Pool pool,
            AccessSettings settings,
            @ConfigProperty(name = MaintenanceCommand.SETTING, defaultValue = "false") boolean isCommand) {
        this.pool = pool;
        this.settings = settings;
        this.isCommand = isCommand;
    }

    void start(@Observes StartupEvent started) {
        if (isCommand) {
            return;
        }
        reporting = RepeatedTask.start(
                new FailureLog(LOG, "When sessions and keys were last used can't be written; it is tried again"),
                BETWEEN_REPORTS,
                this::report);
    }

    void stop(@Observes ShutdownEvent shutdown) {
        if (reporting != null) {
            reporting.cancel();
        }
    }

    /** @return whose key it is; null where it is unknown, expired or revoked */
    Uni<Caller> ofKey(String key) {
        if (!Secrets.isKey(key)) {
            return Uni.createFrom().nullItem();
        }
        return remembered(ByteBuffer.wrap(Secrets.hash(key)), this::readKey).invoke(caller -> {
            if (caller != null) {
                used.add(caller.id());
            }
        });
    }

    /** @return whose session it is; null where it is unknown or over */
    Uni<Caller> ofSession(String token) {
        ByteBuffer hash = ByteBuffer.wrap(Secrets.hash(token));
        return remembered(hash, this::readSession).invoke(caller -> {
            if (caller != null) {
                seen.add(hash);
            }
        });
    }

    /** Those of all public keys that can be used. */
    @Override
    public CompletionStage<Set<String>> origins() {
        Origins latest = origins;
        long now = System.nanoTime();
        if (latest.all == null || now - latest.nanos > FRESH_NANOS) {
            latest = new Origins(
                    pool.query(ORIGINS)
                            .execute()
                            .map(rows -> {
                                Set<String> all = new HashSet<>();
                                rows.forEach(row -> all.add(row.getString("origin")));
                                return all;
                            })
                            .memoize()
                            .indefinitely(),
                    now);
            origins = latest;
        }
        return latest.all.subscribeAsCompletionStage();
    }

    /** What was remembered of this session is asked anew: it was signed out here. */
    void forget(String token) {
        known.remove(ByteBuffer.wrap(Secrets.hash(token)));
    }

    private Uni<Caller> remembered(ByteBuffer hash, Function<byte[], Uni<Caller>> read) {
        long now = System.nanoTime();
        Known latest = known.get(hash);
        if (latest == null || now - latest.nanos > FRESH_NANOS) {
            if (known.size() > MAX_KNOWN) {
                known.clear();
            }
            // A failure is not remembered: the next call asks again.
            latest = new Known(
                    read.apply(hash.array())
                            .onFailure()
                            .invoke(failure -> known.remove(hash))
                            .memoize()
                            .indefinitely(),
                    now);
            known.put(hash, latest);
        }
        return latest.caller;
    }

    private Uni<Caller> readKey(byte[] hash) {
        return pool.preparedQuery(KEY).execute(Tuple.of(Buffer.buffer(hash))).map(rows -> {
            for (Row row : rows) {
                boolean isPublic = row.getString("kind").equals("PUBLIC");
                return new Caller(
                        isPublic ? Kind.PUBLIC_KEY : Kind.KEY,
                        row.getUUID("id"),
                        row.getString("name"),
                        Set.of(),
                        Arrays.stream(row.getArrayOfStrings("scopes"))
                                .map(Scope::of)
                                .collect(Collectors.toUnmodifiableSet()),
                        Set.of(row.getArrayOfStrings("origins")));
            }
            return null;
        });
    }

    private Uni<Caller> readSession(byte[] hash) {
        return pool.preparedQuery(SESSION)
                .execute(Tuple.of(Buffer.buffer(hash), (double) settings.idle().toSeconds()))
                .map(rows -> {
                    for (Row row : rows) {
                        return new Caller(
                                Kind.PERSON,
                                row.getUUID("id"),
                                row.getString("email"),
                                Arrays.stream(row.getArrayOfStrings("roles"))
                                        .map(Role::valueOf)
                                        .collect(Collectors.toUnmodifiableSet()),
                                Set.of(),
                                Set.of());
                    }
                    return null;
                });
    }

    private Uni<Void> report() {
        Buffer[] sessions =
                seen.stream().map(hash -> Buffer.buffer(hash.array())).toArray(Buffer[]::new);
        UUID[] keys = used.toArray(UUID[]::new);
        seen.clear();
        used.clear();
        return pool.preparedQuery(SEEN)
                .execute(Tuple.tuple().addValue(sessions))
                .flatMap(done -> pool.preparedQuery(USED).execute(Tuple.tuple().addValue(keys)))
                .flatMap(done -> pool.preparedQuery(FORGET)
                        .execute(Tuple.of((double) settings.idle().toSeconds())))
                .replaceWithVoid();
    }
}
