package dev.replyloop.erasure;

import dev.replyloop.access.Allows;
import dev.replyloop.access.Caller;
import dev.replyloop.access.Rate;
import dev.replyloop.access.Role;
import dev.replyloop.access.Scope;
import dev.replyloop.shared.QueryValues;
import dev.replyloop.shared.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** {@code /api/erasures}: erases up to a thousand messages, and tells how far that is. */
@Path("/api/erasures")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
class ErasureResource {

    private static final String COLUMNS =
            "id, requested_at, requested_by, cardinality(message_ids) AS messages, erased, finished_at";

    private final Pool pool;

    ErasureResource(Pool pool) {
        this.pool = pool;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Allows(roles = Role.PRIVACY, scopes = Scope.ERASE, audit = "ERASE_MESSAGES", rate = Rate.ERASURES)
    public Uni<RestResponse<ErasureReceipt>> erase(
            @Context RoutingContext routing, @NotNull(message = "is required") @Valid NewErasure erasure) {
        UUID[] ids = erasure.messageIds().stream().distinct().toArray(UUID[]::new);
        return pool.preparedQuery(
                        "INSERT INTO erasures (requested_by, message_ids) VALUES ($1, $2) RETURNING " + COLUMNS)
                .execute(Tuple.of(Caller.of(routing).name(), ids))
                .map(rows -> ErasureReceipt.of(rows.iterator().next()))
                .map(receipt -> RestResponse.ResponseBuilder.create(RestResponse.Status.ACCEPTED, receipt)
                        .header(HttpHeaders.LOCATION, "/api/erasures/" + receipt.id())
                        .build());
    }

    @GET
    @Path("/{id}")
    @Allows(roles = Role.PRIVACY, scopes = Scope.ERASE)
    public Uni<ErasureReceipt> show(@RestPath String id) {
        UUID erasureId = QueryValues.uuid("id", id);
        return pool.preparedQuery("SELECT " + COLUMNS + " FROM erasures WHERE id = $1")
                .execute(Tuple.of(erasureId))
                .map(rows -> {
                    if (rows.rowCount() == 0) {
                        throw ProblemException.notFound("erasure", erasureId);
                    }
                    return ErasureReceipt.of(rows.iterator().next());
                });
    }
}
