package dev.replyloop.topics;

import dev.replyloop.access.Allows;
import dev.replyloop.access.Role;
import dev.replyloop.access.Scope;
import dev.replyloop.shared.QueryValues;
import dev.replyloop.shared.database.ReadBulkhead;
import dev.replyloop.shared.database.ReadBulkhead.Kind;
import dev.replyloop.shared.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** {@code /api/topics}: lists and shows the topics, and takes people's corrections. */
@Path("/api/topics")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
class TopicResource {

    private static final String REQUIRED = "is required";

    private final TopicService service;
    private final ReadBulkhead reads;

    TopicResource(TopicService service, ReadBulkhead reads) {
        this.service = service;
        this.reads = reads;
    }

    @GET
    @Allows(roles = Role.VIEWER, scopes = Scope.FEEDBACK_READ)
    public Uni<TopicList> list() {
        return reads.read(Kind.FIGURES, service::list);
    }

    @GET
    @Path("/{id}")
    @Allows(roles = Role.VIEWER, scopes = Scope.FEEDBACK_READ, audit = "READ_TOPIC")
    public Uni<TopicDetail> get(@RestPath String id) {
        UUID topicId = topicId(id);
        return reads.read(Kind.FIGURES, () -> service.show(topicId));
    }

    @PATCH
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allows(roles = Role.REVIEWER, scopes = Scope.ADMIN, audit = "CORRECT_TOPIC")
    public Uni<TopicView> correct(@RestPath String id, @NotNull(message = REQUIRED) @Valid CorrectTopic correction) {
        if (correction.name() == null && correction.hidden() == null) {
            throw ProblemException.invalid("", "must have a name, or say whether the topic is hidden");
        }
        return service.correct(topicId(id), correction.name(), correction.hidden());
    }

    @POST
    @Path("/{id}/merge")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allows(roles = Role.REVIEWER, scopes = Scope.ADMIN, audit = "MERGE_TOPIC")
    public Uni<TopicView> merge(@RestPath String id, @NotNull(message = REQUIRED) @Valid MergeTopic merge) {
        UUID topicId = topicId(id);
        if (topicId.equals(merge.into())) {
            throw ProblemException.invalid("into", "must be another topic");
        }
        return service.merge(topicId, merge.into());
    }

    @POST
    @Path("/{id}/split")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allows(roles = Role.REVIEWER, scopes = Scope.ADMIN, audit = "SPLIT_TOPIC")
    public Uni<RestResponse<TopicView>> split(
            @RestPath String id, @NotNull(message = REQUIRED) @Valid SplitTopic split) {
        return service.split(topicId(id), split.messageId(), split.name())
                .map(found -> RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, found)
                        // Relative, so that it holds behind a proxy too.
                        .header(HttpHeaders.LOCATION, "/api/topics/" + found.id())
                        .build());
    }

    private static UUID topicId(String id) {
        return QueryValues.uuid("id", id);
    }
}
