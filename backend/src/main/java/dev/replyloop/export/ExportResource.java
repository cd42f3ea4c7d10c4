package dev.replyloop.export;

import dev.replyloop.access.Allows;
import dev.replyloop.access.Rate;
import dev.replyloop.access.Role;
import dev.replyloop.access.Scope;
import dev.replyloop.export.TrainingExport.Wanted;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** {@code /api/training-prompts/export}: gives training files, and tells what they hold. */
@Path("/api/training-prompts/export")
@Cancellable(false)
@Blocking
class ExportResource {

    /** One JSON object a line. */
    static final String JSON_LINES = "application/x-ndjson";

    private final TrainingExport exports;
    private final SnapshotRows snapshots;

    ExportResource(TrainingExport exports, SnapshotRows snapshots) {
        this.exports = exports;
        this.snapshots = snapshots;
    }

    @GET
    @Produces(JSON_LINES)
    @Allows(
            roles = {Role.DEVELOPER, Role.REVIEWER},
            scopes = Scope.EXPORT,
            audit = "EXPORT_TRAINING_PROMPTS",
            rate = Rate.SEARCHES)
    public RestResponse<StreamingOutput> file(@Context RoutingContext routing, @BeanParam ExportFilter.OfFile filter) {
        RowFormat format = filter.format();
        Wanted wanted = exports.wanted(filter);
        snapshots.checkRoom();
        return ExportTransfer.of(
                routing, fileName(format, filter.split, wanted.isMasked()), out -> exports.write(wanted, format, out));
    }

    @GET
    @Path("/summary")
    @Produces(MediaType.APPLICATION_JSON)
    @Allows(
            roles = {Role.DEVELOPER, Role.REVIEWER},
            scopes = Scope.EXPORT,
            rate = Rate.SEARCHES)
    public ExportSummary summary(@BeanParam ExportFilter.OfSummary filter) throws IOException {
        return exports.summary(exports.wanted(filter), filter.digested());
    }

    private static String fileName(RowFormat format, String split, boolean isMasked) {
        return "replyloop-" + format.text() + (split == null ? "" : "-" + split) + (isMasked ? "" : "-unmasked")
                + ".jsonl";
    }
}
