package dev.replyloop.review;

import dev.replyloop.access.Allows;
import dev.replyloop.access.Caller;
import dev.replyloop.access.Role;
import dev.replyloop.access.Scope;
import dev.replyloop.feedback.FeedbackQuery;
import dev.replyloop.shared.QueryValues;
import dev.replyloop.shared.ReportingZone;
import dev.replyloop.shared.database.ReadBulkhead;
import dev.replyloop.shared.database.ReadBulkhead.Kind;
import dev.replyloop.shared.problem.ProblemException;
import dev.replyloop.shared.problem.ProblemType;
import dev.replyloop.training.TrainingPrompt;
import dev.replyloop.training.TrainingPromptView;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** {@code /api/training-prompts}: lists and shows what the AI learns from, and takes what reviewers decide on it. */
@Path("/api/training-prompts")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
class TrainingPromptResource {

    private static final String REQUIRED = "is required";
    private static final String ANY = "*";

    private final ReadBulkhead reads;
    private final ReportingZone zone;
    private final Reviews reviews;

    TrainingPromptResource(ReadBulkhead reads, ReportingZone zone, Reviews reviews) {
        this.reads = reads;
        this.zone = zone;
        this.reviews = reviews;
    }

    @GET
    @Allows(roles = Role.VIEWER, scopes = Scope.TRAINING_READ, audit = "LIST_TRAINING_PROMPTS")
    public Uni<TrainingPromptPage> list(@BeanParam TrainingPromptFilter.OfPage filter) {
        FeedbackQuery query = filter.trainingPrompts(zone.id());
        int limit = filter.limit();
        return reads.read(query.isFiltered() ? Kind.SEARCH : Kind.LIST, () -> TrainingPromptPage.find(query, limit));
    }

    @GET
    @Path("/{id}")
    @Allows(roles = Role.VIEWER, scopes = Scope.TRAINING_READ, audit = "READ_TRAINING_PROMPT")
    public Uni<RestResponse<TrainingPromptView>> get(@RestPath String id) {
        return show(QueryValues.uuid("id", id));
    }

    @PATCH
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allows(roles = Role.REVIEWER, scopes = Scope.ADMIN, audit = "REVIEW_TRAINING_PROMPT")
    public Uni<RestResponse<TrainingPromptView>> review(
            @Context RoutingContext routing,
            @RestPath String id,
            @RestHeader(HttpHeaders.IF_MATCH) String ifMatch,
            @NotNull(message = REQUIRED) @Valid ReviewChange change) {
        UUID promptId = QueryValues.uuid("id", id);
        Reviews.Target target = new Reviews.Target(promptId, revision(ifMatch));
        return reviews.store(List.of(target), change.review(), change.note(), change.reply(), Caller.of(routing))
                .flatMap(results -> results.get(0).isPresent()
                        ? Uni.createFrom().failure(results.get(0).get())
                        : show(promptId));
    }

    @POST
    @Path("/review")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allows(roles = Role.REVIEWER, scopes = Scope.ADMIN, audit = "REVIEW_TRAINING_PROMPTS")
    public Uni<ReviewReceipt> reviewMany(
            @Context RoutingContext routing, @NotNull(message = REQUIRED) @Valid ReviewBatch batch) {
        List<Reviews.Target> targets = batch.items().stream()
                .map(item -> new Reviews.Target(item.id(), item.revision()))
                .toList();
        if (new HashSet<>(targets.stream().map(Reviews.Target::id).toList()).size() < targets.size()) {
            throw ProblemException.invalid("items", "must name each training prompt once");
        }
        return reviews.store(targets, batch.review(), batch.note(), null, Caller.of(routing))
                .map(results -> receipt(targets, results));
    }

    private static ReviewReceipt receipt(List<Reviews.Target> targets, List<Optional<ProblemException>> results) {
        List<ReviewReceipt.Result> answers = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            UUID id = targets.get(i).id();
            answers.add(results.get(i)
                    .map(refused -> new ReviewReceipt.Result(id, refused.type().status(), refused.problem()))
                    .orElseGet(() -> new ReviewReceipt.Result(id, 200, null)));
        }
        return new ReviewReceipt(answers);
    }

    /** @return null where whichever is there is meant */
    private static String revision(String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw ProblemException.of(
                    ProblemType.PRECONDITION_NEEDED,
                    "Send the ETag of the training prompt that was looked at as If-Match.");
        }
        String tag = ifMatch.strip();
        return tag.equals(ANY) ? null : tag.replace("\"", "");
    }

    private static Uni<RestResponse<TrainingPromptView>> show(UUID id) {
        return Panache.withSession(() -> TrainingPrompt.<TrainingPrompt>findById(id))
                .onItem()
                .ifNull()
                .failWith(() -> ProblemException.notFound("training prompt", id))
                .map(TrainingPromptView::of)
                .map(view -> RestResponse.ResponseBuilder.ok(view)
                        .header(HttpHeaders.ETAG, '"' + view.revision() + '"')
                        .build());
    }
}
