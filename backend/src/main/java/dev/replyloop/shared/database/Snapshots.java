package dev.replyloop.shared.database;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/** Reads several things of the database as it stood at one moment. */
@ApplicationScoped
public class Snapshots {

    private final Pool pool;

    Snapshots(Pool pool) {
        this.pool = pool;
    }

    /**
     * Runs reads in a transaction that sees one snapshot and can write nothing.
     *
     * @param reads one after the other on the connection they are given
     */
    public <T> Uni<T> read(Function<SqlConnection, Uni<T>> reads) {
        return pool.withConnection(connection -> connection
                .query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                .execute()
                .flatMap(begun -> reads.apply(connection))
                .onItemOrFailure()
                .call((result, failure) -> connection
                        .query("COMMIT")
                        .execute()
                        // What the reads failed with matters more than how their transaction ended.
                        .onFailure()
                        .recoverWithNull()));
    }
}
