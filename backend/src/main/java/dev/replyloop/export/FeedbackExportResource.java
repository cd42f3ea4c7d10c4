package dev.replyloop.export;

import dev.replyloop.access.AgentPseudonyms;
import dev.replyloop.access.Allows;
import dev.replyloop.access.Caller;
import dev.replyloop.access.Rate;
import dev.replyloop.access.Role;
import dev.replyloop.access.Scope;
import dev.replyloop.export.FeedbackExport.Shape;
import dev.replyloop.feedback.FeedbackQuery;
import dev.replyloop.shared.ReportingZone;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** {@code /api/feedback/csv} and {@code /ndjson}: gives the list of feedback as a file. */
@Path("/api/feedback")
@Cancellable(false)
@Blocking
class FeedbackExportResource {

    private static final String TABLE = "text/csv;charset=UTF-8";

    private final FeedbackExport exports;
    private final SnapshotRows snapshots;
    private final ReportingZone zone;
    private final AgentPseudonyms agents;

    FeedbackExportResource(FeedbackExport exports, SnapshotRows snapshots, ReportingZone zone, AgentPseudonyms agents) {
        this.exports = exports;
        this.snapshots = snapshots;
        this.zone = zone;
        this.agents = agents;
    }

    @GET
    @Path("/csv")
    @Produces(TABLE)
    @Allows(roles = Role.VIEWER, scopes = Scope.EXPORT, audit = "EXPORT_FEEDBACK", rate = Rate.SEARCHES)
    public RestResponse<StreamingOutput> table(
            @Context RoutingContext routing, @BeanParam FeedbackExportFilter filter) {
        return file(routing, filter, Shape.CSV);
    }

    @GET
    @Path("/ndjson")
    @Produces(ExportResource.JSON_LINES)
    @Allows(roles = Role.VIEWER, scopes = Scope.EXPORT, audit = "EXPORT_FEEDBACK", rate = Rate.SEARCHES)
    public RestResponse<StreamingOutput> lines(
            @Context RoutingContext routing, @BeanParam FeedbackExportFilter filter) {
        return file(routing, filter, Shape.NDJSON);
    }

    private RestResponse<StreamingOutput> file(RoutingContext routing, FeedbackExportFilter filter, Shape shape) {
        boolean isMasked = filter.isMasked();
        FeedbackQuery query = filter.criteria().query(zone.id());
        snapshots.checkRoom();
        UnaryOperator<String> names = SnapshotRows.await(agents.shownTo(Caller.of(routing)));
        String name = "replyloop-feedback" + (isMasked ? "" : "-unmasked") + "."
                + shape.name().toLowerCase(Locale.ROOT);
        return ExportTransfer.of(routing, name, out -> exports.write(query, shape, isMasked, names, out));
    }
}
