package dev.replyloop.review;

import dev.replyloop.access.AgentPseudonyms;
import dev.replyloop.access.Allows;
import dev.replyloop.access.Caller;
import dev.replyloop.access.Role;
import dev.replyloop.access.Scope;
import dev.replyloop.feedback.FeedbackCriteria;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.Cancellable;

/** {@code /api/reviews}: gives reviewers one training prompt after the other. */
@Path("/api/reviews")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
class ReviewResource {

    private final ReviewQueue queue;
    private final AgentPseudonyms agents;

    ReviewResource(ReviewQueue queue, AgentPseudonyms agents) {
        this.queue = queue;
        this.agents = agents;
    }

    @POST
    @Path("/next")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allows(roles = Role.REVIEWER, scopes = Scope.ADMIN)
    public Uni<ReviewItem> next(
            @Context RoutingContext routing, @NotNull(message = "is required") @Valid NextReview wanted) {
        Caller caller = Caller.of(routing);
        Reviewer reviewer = Reviewer.of(caller, wanted.window());
        FeedbackCriteria filters = wanted.filters().checkedFor(caller);
        return agents.shownTo(caller)
                .flatMap(names -> queue.next(filters, wanted.skip(), wanted.beside(), reviewer)
                        .map(found -> found.withAgent(names)));
    }
}
