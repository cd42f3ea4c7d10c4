package dev.replyloop.analytics;

import dev.replyloop.access.Allows;
import dev.replyloop.access.Role;
import dev.replyloop.access.Scope;
import dev.replyloop.shared.QueryValues;
import dev.replyloop.shared.database.ReadBulkhead;
import dev.replyloop.shared.database.ReadBulkhead.Kind;
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

    private static final int CASES = 10;
    private static final int MAX_CASES = 50;

    private final AnalyticsReader reader;
    private final TopicReader topics;
    private final OverrideReader overrides;
    private final LearningReader learning;
    private final ReadBulkhead reads;

    AnalyticsResource(
            AnalyticsReader reader,
            TopicReader topics,
            OverrideReader overrides,
            LearningReader learning,
            ReadBulkhead reads) {
        this.reader = reader;
        this.topics = topics;
        this.overrides = overrides;
        this.learning = learning;
        this.reads = reads;
    }

    @GET
    @Allows(roles = Role.VIEWER, scopes = Scope.FEEDBACK_READ)
    public Uni<Analytics> overview(@BeanParam AnalyticsFilter filter) {
        return reads.read(Kind.FIGURES, () -> reader.overview(filter));
    }

    @GET
    @Path("/breakdown")
    @Allows(roles = Role.VIEWER, scopes = Scope.FEEDBACK_READ)
    public Uni<Breakdown> breakdown(@RestQuery String by, @BeanParam AnalyticsFilter filter) {
        BreakdownBy dimension = by(by);
        return reads.read(Kind.FIGURES, () -> reader.breakdown(dimension, filter));
    }

    @GET
    @Path("/topics")
    @Allows(roles = Role.VIEWER, scopes = Scope.FEEDBACK_READ)
    public Uni<TopicAnalytics> topics(@BeanParam AnalyticsFilter filter) {
        return reads.read(Kind.FIGURES, () -> topics.topics(filter));
    }

    @GET
    @Path("/overrides")
    @Allows(roles = Role.VIEWER, scopes = Scope.FEEDBACK_READ)
    public Uni<Overrides> overrides(@BeanParam AnalyticsFilter filter, @RestQuery String limit) {
        int cases = QueryValues.limit(limit, CASES, MAX_CASES);
        return reads.read(Kind.FIGURES, () -> overrides.overrides(filter, cases));
    }

    @GET
    @Path("/learning")
    @Allows(roles = Role.VIEWER, scopes = Scope.FEEDBACK_READ)
    public Uni<Learning> learning(@BeanParam AnalyticsFilter filter) {
        return reads.read(Kind.FIGURES, () -> learning.learning(filter));
    }

    private static BreakdownBy by(String name) {
        return Arrays.stream(BreakdownBy.values())
                .filter(by -> by.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid("by", "must be channel, model or reason"));
    }
}
