package dev.replyloop.bench;

import dev.replyloop.access.Allows;
import dev.replyloop.feedback.FeedbackReceipt;
import dev.replyloop.feedback.NewFeedback;
import dev.replyloop.feedback.Outcome;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Validator;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /bench}: takes what {@code POST /api/feedback} takes, checks it the same way and answers the same. */
@Path("/bench")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class BenchResource {

    private final OrmWriter orm;
    private final Validator validator;

    BenchResource(OrmWriter orm, Validator validator) {
        this.orm = orm;
        this.validator = validator;
    }

    /** Forgets what it took: the ceiling of HTTP, JSON and validation. */
    @POST
    @Allows(strangers = true)
    @Path("/no-database")
    public CompletionStage<RestResponse<FeedbackReceipt>> forget(NewFeedback feedback) {
        check(feedback);
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return CompletableFuture.completedFuture(created(new UUID(random.nextLong(), random.nextLong()), feedback));
    }

    /** One transaction of Hibernate Reactive's a request. */
    @POST
    @Allows(strangers = true)
    @Path("/orm")
    public Uni<RestResponse<FeedbackReceipt>> store(NewFeedback feedback) {
        check(feedback);
        return orm.write(feedback).map(id -> created(id, feedback));
    }

    private void check(NewFeedback feedback) {
        if (feedback == null || !validator.validate(feedback).isEmpty()) {
            throw new BadRequestException();
        }
    }

    private static RestResponse<FeedbackReceipt> created(UUID id, NewFeedback feedback) {
        FeedbackReceipt receipt = new FeedbackReceipt(id, feedback.messageId(), id, Outcome.CREATED);
        return RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, receipt)
                .header(HttpHeaders.LOCATION, "/api/feedback/" + id)
                .build();
    }
}
