package dev.replyloop.access;

import dev.replyloop.shared.MaintenanceCommand;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The first admin: as long as there is none, a link that is printed at the start lets somebody make one. */
@ApplicationScoped
class SetUp {

    private static final Logger LOG = Logger.getLogger(SetUp.class);

    /** Of the table accounts: who can manage people and keys. */
    static final String IS_ADMIN = "'ADMIN' = ANY (roles || group_roles) AND disabled_at IS NULL";

    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();
    private static final Duration VALID = Duration.ofHours(1);

    private record Asked(Uni<Boolean> needed, long nanos) {}

    private final Pool pool;
    private final AccessSettings settings;
    private final OidcSettings oidc;
    private final boolean isCommand;
    private volatile boolean isDone;
    private volatile Asked latest;

    SetUp(
            Pool pool,
            AccessSettings settings,
            OidcSettings oidc,
            @ConfigProperty(name = MaintenanceCommand.SETTING, defaultValue = "false") boolean isCommand) {
        this.pool = pool;
        this.settings = settings;
        this.oidc = oidc;
        this.isCommand = isCommand;
    }

    void start(@Observes StartupEvent started) {
        if (isCommand) {
            return;
        }
        if (settings.isOpen()) {
            LOG.warn(
                    settings.isTrial()
                            ? "This is a trial: everybody who uses it on this machine has all rights, without signing in."
                            : "Access control is off: everybody who reaches this machine's port may do everything.");
            return;
        }
        readNeeded()
                .flatMap(needed -> needed && settings.adminToken() == null && !oidc.givesAdmins()
                        ? newLink()
                                .invoke(link -> LOG.warnf(
                                        "Nobody can sign in yet. Open this link within an hour to become the first admin: %s",
                                        link))
                        : Uni.createFrom().voidItem())
                .subscribe()
                .with(done -> {}, failure -> LOG.error("Whether somebody can sign in is not known", failure));
    }

    /** Whether there is no admin yet; asked anew after a second, until there is one. */
    Uni<Boolean> isNeeded() {
        if (isDone) {
            return Uni.createFrom().item(false);
        }
        Asked asked = latest;
        long now = System.nanoTime();
        if (asked == null || now - asked.nanos > FRESH_NANOS) {
            asked = new Asked(readNeeded().memoize().indefinitely(), now);
            latest = asked;
        }
        return asked.needed;
    }

    /** Whether nobody at all can sign in yet. */
    Uni<Boolean> isNobodyKnown() {
        return oidc.isSet() ? Uni.createFrom().item(false) : isNeeded();
    }

    private Uni<Boolean> readNeeded() {
        return pool.query("SELECT NOT EXISTS (SELECT FROM accounts WHERE " + IS_ADMIN + ") AS needed")
                .execute()
                .map(rows -> rows.iterator().next().getBoolean("needed"))
                .invoke(needed -> isDone = !needed);
    }

    /** From now on somebody can sign in. */
    void done() {
        isDone = true;
    }

    /** Somebody signed in who may be the first admin. */
    void ask() {
        latest = null;
    }

    /** A new link with which the first admin is made, valid for an hour on every instance. */
    Uni<String> newLink() {
        String token = Secrets.newToken();
        return store(pool, token, "SET_UP", null, VALID).replaceWith(settings.baseUrl() + "/set-up#" + token);
    }

    /** Stores a one-time link's hash. */
    static Uni<Void> store(SqlClient client, String token, String purpose, UUID accountId, Duration valid) {
        return client.preparedQuery(
                        "INSERT INTO one_time_links (token_hash, purpose, account_id, expires_at) VALUES ($1, $2, $3, now() + make_interval(secs => $4))")
                .execute(Tuple.of(Buffer.buffer(Secrets.hash(token)), purpose, accountId, (double) valid.toSeconds()))
                .replaceWithVoid();
    }
}
