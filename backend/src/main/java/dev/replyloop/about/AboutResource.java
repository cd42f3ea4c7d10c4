package dev.replyloop.about;

import dev.replyloop.about.About.DemoState;
import dev.replyloop.about.About.DemoStatus;
import dev.replyloop.access.Allows;
import dev.replyloop.access.Caller;
import dev.replyloop.shared.ReportingZone;
import dev.replyloop.shared.SqlFile;
import dev.replyloop.shared.database.ProbePool;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.Cancellable;

/** {@code /api/about}: what the dashboard must know before it shows a figure. */
@Path("/api/about")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
class AboutResource {

    private static final String ABOUT = SqlFile.read("about/about.sql");

    private final Pool pool;
    private final ReportingZone zone;
    private final String version;

    AboutResource(
            @ReactiveDataSource(ProbePool.NAME) Pool pool,
            ReportingZone zone,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.pool = pool;
        this.zone = zone;
        this.version = version;
    }

    @GET
    @Allows(strangers = true)
    public Uni<About> about(@Context RoutingContext routing) {
        if (Caller.of(routing).kind() == Caller.Kind.STRANGER) {
            return Uni.createFrom().item(About.TO_STRANGERS);
        }
        return pool.preparedQuery(ABOUT).execute(Tuple.of(zone.id())).map(rows -> {
            Row row = rows.iterator().next();
            return new About(true, version, zone.id(), row.getLocalDate("today"), demo(row));
        });
    }

    private static DemoStatus demo(Row row) {
        Integer loaded = row.getInteger("loaded");
        if (loaded == null) {
            return null;
        }
        DemoState state = row.getValue("completed_at") == null ? DemoState.LOADING : DemoState.LOADED;
        return new DemoStatus(state, loaded, row.getInteger("total"));
    }
}
