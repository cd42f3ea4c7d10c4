package dev.replyloop.prompts;

import dev.replyloop.access.Allows;
import dev.replyloop.access.Rate;
import dev.replyloop.access.Role;
import dev.replyloop.access.Scope;
import dev.replyloop.shared.database.ReadBulkhead;
import dev.replyloop.shared.database.ReadBulkhead.Kind;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

/** {@code /api/prompts}: a prompt for a new customer message, with what agents sent in cases like it. */
@Path("/api/prompts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Cancellable(false)
class PromptResource {

    private final PromptService service;
    private final ReadBulkhead reads;

    PromptResource(PromptService service, ReadBulkhead reads) {
        this.service = service;
        this.reads = reads;
    }

    @POST
    @Allows(
            roles = {Role.DEVELOPER, Role.REVIEWER},
            scopes = Scope.PROMPTS_WRITE,
            audit = "ASK_FOR_PROMPT",
            rate = Rate.PROMPTS)
    public Uni<LearnedPrompt> learn(@NotNull(message = "is required") @Valid PromptRequest request) {
        return reads.read(Kind.PROMPTS, () -> service.learn(request));
    }

    @GET
    @Path("/{id}")
    @Allows(
            roles = Role.VIEWER,
            scopes = {Scope.FEEDBACK_READ, Scope.PROMPTS_WRITE},
            audit = "READ_PROMPT")
    public Uni<StoredPrompt> get(@RestPath UUID id) {
        return reads.read(Kind.PROMPTS, () -> service.find(id));
    }
}
