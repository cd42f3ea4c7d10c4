package dev.replyloop.shared.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Makes the reactive pool as Quarkus would, but for settings of the driver that Quarkus has no names for. */
@ApplicationScoped
class ReactivePool implements PgPoolCreator {

    /** The driver prepares anew, every time, what is longer than 2,048 characters: parsing would cost more than writing. */
    private static final int LONGEST_CACHED_STATEMENT = 32_768;

    /** A server that does not even refuse is as good as away; its callers are told so instead of waiting a minute. */
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

    /** So long may a caller wait for a connection to come free before it is told to come back. */
    private static final Duration QUEUE_LIMIT = Duration.ofSeconds(5);

    @Override
    public Pool create(Input input) {
        List<PgConnectOptions> servers = input.pgConnectOptionsList();
        for (PgConnectOptions server : servers) {
            server.setPreparedStatementCacheSqlLimit(LONGEST_CACHED_STATEMENT);
            server.setConnectTimeout((int) CONNECT_LIMIT.toMillis());
        }
        PoolOptions pool = input.poolOptions()
                .setConnectionTimeout((int) QUEUE_LIMIT.toSeconds())
                .setConnectionTimeoutUnit(TimeUnit.SECONDS);
        return PgBuilder.pool()
                .with(pool)
                .connectingTo(List.<SqlConnectOptions>copyOf(servers))
                .using(input.vertx())
                .build();
    }
}
