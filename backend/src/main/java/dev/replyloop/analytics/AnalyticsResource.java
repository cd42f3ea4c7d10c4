package dev.replyloop.analytics;

import dev.replyloop.shared.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** {@code /api/feedback/analytics}: the dashboard's figures. */
@Path("/api/feedback/analytics")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
class AnalyticsResource {

    private final AnalyticsReader reader;

    AnalyticsResource(AnalyticsReader reader) {
        this.reader = reader;
    }

    @GET
    public Uni<Analytics> overview(@BeanParam AnalyticsFilter filter) {
        return reader.overview(filter);
    }

    @GET
    @Path("/breakdown")
    public Uni<Breakdown> breakdown(@RestQuery String by, @BeanParam AnalyticsFilter filter) {
        return reader.breakdown(by(by), filter);
    }

    private static BreakdownBy by(String name) {
        return Arrays.stream(BreakdownBy.values())
                .filter(by -> by.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid("by", "must be channel, model or reason"));
    }
}
