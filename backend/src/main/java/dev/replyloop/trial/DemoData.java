package dev.replyloop.trial;

import dev.replyloop.shared.database.BackgroundPool;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** What the database knows of its demo data: one row, written before the first feedback. Never on an event loop. */
@ApplicationScoped
class DemoData {

    /**
     * A load as the database knows it.
     *
     * @param anchor the moment the story ends at
     * @param loaded how many feedback are known to be stored
     */
    record Load(Instant anchor, int loaded, boolean completed) {}

    private final Pool pool;

    DemoData(@ReactiveDataSource(BackgroundPool.NAME) Pool pool) {
        this.pool = pool;
    }

    /** The load that was begun, if one was. */
    Optional<Load> load() {
        for (Row row : query("SELECT anchor, loaded, completed_at FROM demo_data")) {
            boolean completed = row.getOffsetDateTime("completed_at") != null;
            return Optional.of(
                    new Load(row.getOffsetDateTime("anchor").toInstant(), row.getInteger("loaded"), completed));
        }
        return Optional.empty();
    }

    /** Whether anything was ever posted here, erased or not. */
    boolean isEmpty() {
        return query("SELECT FROM customer_messages LIMIT 1").size() == 0;
    }

    void begin(Instant anchor, int total) {
        query("INSERT INTO demo_data (anchor, total) VALUES ($1, $2)", anchor.atOffset(ZoneOffset.UTC), total);
    }

    void progress(int loaded) {
        query("UPDATE demo_data SET loaded = $1", loaded);
    }

    void complete() {
        query("UPDATE demo_data SET completed_at = now()");
    }

    private RowSet<Row> query(String sql, Object... parameters) {
        return pool.preparedQuery(sql).execute(Tuple.from(parameters)).await().indefinitely();
    }
}
