package dev.replyloop.feedback;

import dev.replyloop.access.AgentPseudonyms;
import dev.replyloop.access.Allows;
import dev.replyloop.access.Caller;
import dev.replyloop.access.Rate;
import dev.replyloop.access.Role;
import dev.replyloop.access.Scope;
import dev.replyloop.shared.QueryValues;
import dev.replyloop.shared.ReportingZone;
import dev.replyloop.shared.database.ReadBulkhead;
import dev.replyloop.shared.database.ReadBulkhead.Kind;
import dev.replyloop.shared.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/**
 * {@code /api/feedback}: takes verdicts, lists them, shows one, takes one back.
 *
 * <p>No interceptor stands before its methods, as the hot path would pay for it: the door checks what is posted, and the
 * reads open their own sessions.
 */
@Path("/api/feedback")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
class FeedbackResource {

    private final FeedbackService service;
    private final ReportingZone zone;
    private final ReadBulkhead reads;
    private final MessageEraser eraser;
    private final AgentPseudonyms agents;

    FeedbackResource(
            FeedbackService service,
            ReportingZone zone,
            ReadBulkhead reads,
            MessageEraser eraser,
            AgentPseudonyms agents) {
        this.service = service;
        this.zone = zone;
        this.reads = reads;
        this.eraser = eraser;
        this.agents = agents;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Allows(roles = Role.DEVELOPER, scopes = Scope.FEEDBACK_WRITE, publicKeys = true)
    public CompletionStage<RestResponse<FeedbackReceipt>> post(@Context RoutingContext routing, NewFeedback feedback) {
        return service.take(feedback, Caller.of(routing).kind() == Caller.Kind.PUBLIC_KEY)
                .thenApply(receipt -> receipt.outcome() == Outcome.CREATED
                        ? RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, receipt)
                                // Relative, so that it holds behind a proxy too.
                                .header(HttpHeaders.LOCATION, "/api/feedback/" + receipt.id())
                                .build()
                        : RestResponse.ok(receipt));
    }

    @POST
    @Path("/batch")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allows(roles = Role.DEVELOPER, scopes = Scope.FEEDBACK_WRITE)
    public CompletionStage<BatchReceipt> postBatch(FeedbackBatch batch) {
        return service.takeAll(batch);
    }

    @GET
    @Allows(roles = Role.VIEWER, scopes = Scope.FEEDBACK_READ, audit = "LIST_FEEDBACK", rate = Rate.SEARCHES)
    public Uni<FeedbackPage> list(@Context RoutingContext routing, @BeanParam FeedbackPageFilter filter) {
        FeedbackQuery query = filter.query(zone.id());
        int limit = filter.limit();
        return agents.shownTo(Caller.of(routing))
                .flatMap(names -> reads.read(
                                query.isFiltered() ? Kind.SEARCH : Kind.LIST, () -> FeedbackPage.find(query, limit))
                        .map(page -> page.withAgents(names)));
    }

    @GET
    @Path("/count")
    @Allows(roles = Role.VIEWER, scopes = Scope.FEEDBACK_READ, rate = Rate.SEARCHES)
    public Uni<FeedbackCount> count(@BeanParam FeedbackFilter filter) {
        FeedbackQuery query = filter.query(zone.id());
        return reads.read(Kind.SEARCH, () -> FeedbackCount.of(query));
    }

    @GET
    @Path("/{id}")
    @Allows(roles = Role.VIEWER, scopes = Scope.FEEDBACK_READ, audit = "READ_FEEDBACK")
    public Uni<FeedbackDetail> get(@Context RoutingContext routing, @RestPath String id) {
        UUID feedbackId = QueryValues.uuid("id", id);
        return agents.shownTo(Caller.of(routing))
                .flatMap(names -> FeedbackDetail.find(feedbackId)
                        .onItem()
                        .ifNull()
                        .failWith(() -> ProblemException.notFound("feedback", feedbackId))
                        .map(detail -> detail.withAgent(names)));
    }

    @DELETE
    @Path("/{id}")
    @Allows(
            roles = {Role.REVIEWER, Role.PRIVACY},
            scopes = Scope.FEEDBACK_WRITE,
            audit = "TAKE_BACK_VERDICT")
    public Uni<Void> takeBack(@RestPath String id) {
        return eraser.takeBack(QueryValues.uuid("id", id));
    }
}
