package dev.replyloop.export;

import dev.replyloop.shared.http.AbortedAnswer;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;

/** Answers with a file while it is made: compressed for who takes gzip, broken off where it can't be finished. */
final class ExportTransfer {

    private static final Logger LOG = Logger.getLogger(ExportTransfer.class);
    private static final Pattern GZIP =
            Pattern.compile("(?i)(?:^|[\\s,])(?:x-)?gzip(?!\\s*;\\s*q=0(?:\\.0*)?\\s*(?:,|$))");
    private static final int BUFFER = 64 << 10;

    private ExportTransfer() {}

    /** Writes a file. */
    interface Source {
        void writeTo(OutputStream out) throws IOException;
    }

    /** @param fileName of letters, digits, dots and hyphens */
    static RestResponse<StreamingOutput> of(RoutingContext routing, String fileName, Source source) {
        String acceptEncoding = routing.request().getHeader(HttpHeaders.ACCEPT_ENCODING);
        boolean isZipped =
                acceptEncoding != null && GZIP.matcher(acceptEncoding).find();
        StreamingOutput file = out -> write(source, isZipped, out, routing);
        var response = RestResponse.ResponseBuilder.ok(file)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + fileName + '"')
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        return (isZipped ? response.header(HttpHeaders.CONTENT_ENCODING, "gzip") : response).build();
    }

    private static void write(Source source, boolean isZipped, OutputStream out, RoutingContext routing)
            throws IOException {
        try {
            OutputStream lines = new BufferedOutputStream(isZipped ? new GZIPOutputStream(out, BUFFER) : out, BUFFER);
            source.writeTo(lines);
            lines.close();
        } catch (IOException | RuntimeException e) {
            if (!routing.response().headWritten()) {
                throw e;
            }
            // Half a file must not pass for a whole one.
            LOG.debug("An export was not finished", e);
            AbortedAnswer.breakOff(routing);
        }
    }
}
