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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** {@code /api/training-prompts/export}: gives training files, and tells what they hold. */
@Path("/api/training-prompts/export")
@Cancellable(false)
@Blocking
class ExportResource {

    /** One JSON object a line. */
    static final String JSON_LINES = "application/x-ndjson";

    private static final Logger LOG = Logger.getLogger(ExportResource.class);
    private static final Pattern GZIP =
            Pattern.compile("(?i)(?:^|[\\s,])(?:x-)?gzip(?!\\s*;\\s*q=0(?:\\.0*)?\\s*(?:,|$))");
    private static final int BUFFER = 64 << 10;

    private final TrainingExport exports;

    ExportResource(TrainingExport exports) {
        this.exports = exports;
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
        exports.checkRoom();
        String acceptEncoding = routing.request().getHeader(HttpHeaders.ACCEPT_ENCODING);
        boolean isZipped =
                acceptEncoding != null && GZIP.matcher(acceptEncoding).find();
        StreamingOutput file = out -> write(wanted, format, isZipped, out, routing);
        var response = RestResponse.ResponseBuilder.ok(file)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + fileName(format, filter.split, wanted.isMasked()) + "\"")
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        return (isZipped ? response.header(HttpHeaders.CONTENT_ENCODING, "gzip") : response).build();
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

    private void write(Wanted wanted, RowFormat format, boolean isZipped, OutputStream out, RoutingContext routing)
            throws IOException {
        try {
            OutputStream lines = new BufferedOutputStream(isZipped ? new GZIPOutputStream(out, BUFFER) : out, BUFFER);
            exports.write(wanted, format, lines);
            lines.close();
        } catch (IOException | RuntimeException e) {
            if (!routing.response().headWritten()) {
                throw e;
            }
            // Half a file must not pass for a whole one.
            LOG.debug("An export was not finished", e);
            routing.response().reset();
        }
    }
}
