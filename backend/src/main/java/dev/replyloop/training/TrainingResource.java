package dev.replyloop.training;

import dev.replyloop.access.Allows;
import dev.replyloop.access.Role;
import dev.replyloop.access.Scope;
import dev.replyloop.shared.QueryValues;
import dev.replyloop.shared.database.ReadBulkhead;
import dev.replyloop.shared.database.ReadBulkhead.Kind;
import dev.replyloop.shared.problem.ProblemException;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

/** {@code /api/training-prompts}: lists and shows what the AI learns from. */
@Path("/api/training-prompts")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
class TrainingResource {

    private final ReadBulkhead reads;

    TrainingResource(ReadBulkhead reads) {
        this.reads = reads;
    }

    @GET
    @Allows(roles = Role.VIEWER, scopes = Scope.TRAINING_READ, audit = "LIST_TRAINING_PROMPTS")
    public Uni<TrainingPromptPage> list(@BeanParam TrainingPromptFilter filter) {
        Supplier<Uni<TrainingPromptPage>> page = filter.page();
        return reads.read(Kind.LIST, page);
    }

    @GET
    @Path("/{id}")
    @Allows(roles = Role.VIEWER, scopes = Scope.TRAINING_READ, audit = "READ_TRAINING_PROMPT")
    public Uni<TrainingPromptView> get(@RestPath String id) {
        UUID promptId = QueryValues.uuid("id", id);
        return Panache.withSession(() -> TrainingPrompt.<TrainingPrompt>findById(promptId))
                .onItem()
                .ifNull()
                .failWith(() -> ProblemException.notFound("training prompt", promptId))
                .map(TrainingPromptView::of);
    }
}
