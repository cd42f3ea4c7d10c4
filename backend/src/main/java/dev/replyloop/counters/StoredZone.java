package dev.replyloop.counters;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/** The zone the stored counters were counted in. */
@ApplicationScoped
class StoredZone {

    /**
     * Settles the zone of a new database.
     *
     * @return the zone that holds: {@code zone}, unless one was settled before
     */
    Uni<String> settle(SqlClient client, String zone) {
        return client.preparedQuery("INSERT INTO reporting_zone (zone) VALUES ($1) ON CONFLICT DO NOTHING")
                .execute(Tuple.of(zone))
                .flatMap(settled -> read(client));
    }

    Uni<String> read(SqlClient client) {
        return client.query("SELECT zone FROM reporting_zone")
                .execute()
                .map(rows -> rows.iterator().next().getString(0));
    }

    /** Whether PostgreSQL, which alone computes days, knows a zone of that name. */
    Uni<Boolean> isKnown(SqlClient client, String zone) {
        return client.preparedQuery("SELECT count(*) FROM pg_timezone_names WHERE name = $1")
                .execute(Tuple.of(zone))
                .map(rows -> rows.iterator().next().getLong(0) > 0);
    }

    Uni<Void> replace(SqlClient client, String zone) {
        return client.preparedQuery("UPDATE reporting_zone SET zone = $1")
                .execute(Tuple.of(zone))
                .replaceWithVoid();
    }
}
