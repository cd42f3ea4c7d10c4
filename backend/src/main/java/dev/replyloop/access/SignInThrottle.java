package dev.replyloop.access;

import dev.replyloop.shared.database.AdvisoryLock;
import dev.replyloop.shared.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/**
 * Slows guessing down. After five failures an address waits for this account, twice as long each time, up to a quarter of an hour;
 * an address that fails with many accounts waits for all; and an account that is tried from many addresses lets only those in
 * from where its owner signed in before.
 */
@ApplicationScoped
class SignInThrottle {

    private static final int FREE_TRIES = 5;
    private static final int MAX_OF_ADDRESS = 60;
    private static final int MAX_OF_ACCOUNT = 60;
    private static final int LONGEST_WAIT_SECONDS = 900;

    /** One try at a time for an account: many at once would all be let through. */
    private static final String LOCK =
            "SELECT pg_advisory_xact_lock(" + AdvisoryLock.SIGN_IN.number() + ", hashtext(encode($1::bytea, 'hex')))";

    private static final String KNOWN = """
            SELECT coalesce(max(failures) FILTER (WHERE email_hash = $1 AND address = $2 AND last_failed_at > now() - interval '1 hour'), 0) AS here,
                   coalesce(extract(epoch FROM now() - max(last_failed_at) FILTER (WHERE email_hash = $1 AND address = $2)), 0)::int AS seconds_ago,
                   bool_or(email_hash = $1 AND address = $2 AND succeeded_at IS NOT NULL) AS known_here,
                   coalesce(sum(failures) FILTER (WHERE email_hash = $1 AND last_failed_at > now() - interval '1 hour'), 0)::int AS of_account,
                   coalesce(sum(failures) FILTER (WHERE address = $2 AND last_failed_at > now() - interval '15 minutes'), 0)::int AS of_address
            FROM sign_in_attempts WHERE email_hash = $1 OR (address = $2 AND last_failed_at > now() - interval '15 minutes')
            """;
    private static final String TRIED = """
            INSERT INTO sign_in_attempts AS known (email_hash, address, failures, last_failed_at) VALUES ($1, $2, 1, now())
            ON CONFLICT (email_hash, address) DO UPDATE
            SET failures = CASE WHEN known.last_failed_at > now() - interval '1 hour' THEN known.failures ELSE 0 END + 1, last_failed_at = now()
            """;
    private static final String SUCCEEDED =
            "UPDATE sign_in_attempts SET failures = 0, last_failed_at = NULL, succeeded_at = now() WHERE email_hash = $1 AND address = $2";
    private static final String FORGET =
            "DELETE FROM sign_in_attempts WHERE email_hash = $1 AND coalesce(succeeded_at, '-infinity') < now() - interval '90 days' AND coalesce(last_failed_at, '-infinity') < now() - interval '1 day'";

    private final Pool pool;

    SignInThrottle(Pool pool) {
        this.pool = pool;
    }

    /** Counts a try, as failed until {@link #succeeded} is told; fails with TOO_MANY_REQUESTS where it comes too early. */
    Uni<Void> begin(String email, String address) {
        Buffer hash = hash(email);
        return pool.withTransaction(connection -> connection
                .preparedQuery(LOCK)
                .execute(Tuple.of(hash))
                .flatMap(locked -> connection.preparedQuery(KNOWN).execute(Tuple.of(hash, address)))
                .flatMap(rows -> {
                    int wait = wait(rows.iterator().next());
                    if (wait > 0) {
                        throw ProblemException.tooMany(
                                "Too many tries have failed; please try again in " + wait + " s.", wait);
                    }
                    return connection.preparedQuery(TRIED).execute(Tuple.of(hash, address));
                })
                .replaceWithVoid());
    }

    private static int wait(Row row) {
        int here = row.getInteger("here");
        if (here >= FREE_TRIES) {
            int pause = (int) Math.min(LONGEST_WAIT_SECONDS, 1L << Math.min(20, here - FREE_TRIES + 1));
            if (row.getInteger("seconds_ago") < pause) {
                return pause - row.getInteger("seconds_ago");
            }
        }
        boolean knownHere = Boolean.TRUE.equals(row.getBoolean("known_here"));
        boolean tooMany =
                row.getInteger("of_address") >= MAX_OF_ADDRESS || row.getInteger("of_account") >= MAX_OF_ACCOUNT;
        return tooMany && !knownHere ? LONGEST_WAIT_SECONDS : 0;
    }

    Uni<Void> succeeded(String email, String address) {
        Buffer hash = hash(email);
        return pool.preparedQuery(SUCCEEDED)
                .execute(Tuple.of(hash, address))
                .flatMap(done -> pool.preparedQuery(FORGET).execute(Tuple.of(hash)))
                .replaceWithVoid();
    }

    private static Buffer hash(String email) {
        return Buffer.buffer(Secrets.hash(email.toLowerCase(Locale.ROOT)));
    }
}
