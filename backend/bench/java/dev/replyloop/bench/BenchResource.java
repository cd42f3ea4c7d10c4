package dev.replyloop.bench;

import dev.replyloop.feedback.FeedbackReceipt;
import dev.replyloop.feedback.NewFeedback;
import dev.replyloop.feedback.Outcome;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /bench}: takes what {@code POST /api/feedback} takes, checks it the same way and answers the same. */
@Path("/bench")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class BenchResource {

    private final OrmWriter orm;

    BenchResource(OrmWriter orm) {
        this.orm = orm;
    }

    /** Forgets what it took: the ceiling of HTTP, JSON and validation. */
    @POST
    @Path("/no-database")
    public Uni<RestResponse<FeedbackReceipt>> forget(@NotNull @Valid NewFeedback feedback) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return Uni.createFrom().item(created(new UUID(random.nextLong(), random.nextLong()), feedback));
    }

    /** One transaction of Hibernate Reactive's a request. */
    @POST
    @Path("/orm")
    public Uni<RestResponse<FeedbackReceipt>> store(@NotNull @Valid NewFeedback feedback) {
        return orm.write(feedback).map(id -> created(id, feedback));
    }

    private static RestResponse<FeedbackReceipt> created(UUID id, NewFeedback feedback) {
        FeedbackReceipt receipt = new FeedbackReceipt(id, feedback.messageId(), id, Outcome.CREATED);
        return RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, receipt)
                .location(URI.create("/api/feedback/" + id))
                .build();
    }
}
