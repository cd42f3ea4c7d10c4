package dev.replyloop.shared.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** Makes a reactive pool as Quarkus would, but for settings of the driver that Quarkus has no names for. */
@Singleton
class ReactivePool implements PgPoolCreator {

    /** The driver prepares anew, every time, what is longer than 2,048 characters: parsing would cost more than writing. */
    private static final int LONGEST_CACHED_STATEMENT = 32_768;

    /** A server that does not even refuse is as good as away; its callers are told so instead of waiting a minute. */
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

    /** More callers than these don't wait for a connection: they are told at once to come back. */
    private static final int LONGEST_QUEUE = 512;

    /**
     * No limit on the wait: the driver loses a connection for good now and then when one comes free as its caller's wait
     * ends, until none is left. The queue's length bounds the wait.
     */
    private static final int UNLIMITED = 0;

    private final DatabaseConfig config;

    ReactivePool(DatabaseConfig config) {
        this.config = config;
    }

    /**
     * What bounds the statements of a pool's connections.
     *
     * @param statement how long one may run before the server ends it
     * @param lock how long one waits for a lock before the server ends it
     * @param transaction how long a transaction may take before the server ends the connection; zero: any time
     */
    record Limits(Duration statement, Duration lock, Duration transaction) {}

    @Override
    public Pool create(Input input) {
        Limits limits = limits();
        PoolOptions pool =
                input.poolOptions().setMaxWaitQueueSize(LONGEST_QUEUE).setConnectionTimeout(UNLIMITED);
        List<PgConnectOptions> servers = input.pgConnectOptionsList();
        for (PgConnectOptions server : servers) {
            server.setPreparedStatementCacheSqlLimit(LONGEST_CACHED_STATEMENT);
            server.setConnectTimeout((int) CONNECT_LIMIT.toMillis());
            // What we do is meant: its warnings would be a line of the log each.
            server.addProperty("client_min_messages", "error");
            // One statement takes one core: where reads are few at a time, their workers would still crowd out the
            // intake.
            server.addProperty("max_parallel_workers_per_gather", "0");
            server.addProperty("statement_timeout", Long.toString(limits.statement.toMillis()));
            server.addProperty("lock_timeout", Long.toString(limits.lock.toMillis()));
            server.addProperty("transaction_timeout", Long.toString(limits.transaction.toMillis()));
        }
        return PgBuilder.pool()
                .with(pool)
                .connectingTo(List.<SqlConnectOptions>copyOf(servers))
                .using(vertx(input))
                .build();
    }

    /** Those of reads. */
    Limits limits() {
        return new Limits(
                config.readTimeout(), config.lockTimeout(), config.readTimeout().multipliedBy(3));
    }

    /** Whose event loops the pool's connections are on. */
    Vertx vertx(Input input) {
        return input.vertx();
    }
}
