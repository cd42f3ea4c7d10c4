package dev.replyloop.feedback;

import dev.replyloop.access.AgentPseudonyms;
import dev.replyloop.access.Allows;
import dev.replyloop.access.Caller;
import dev.replyloop.access.Rate;
import dev.replyloop.access.Role;
import dev.replyloop.access.Scope;
import dev.replyloop.shared.QueryValues;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

/** {@code /api/customer-messages}: shows all that is held about a message, and erases it with everything derived from it. */
@Path("/api/customer-messages")
@Cancellable(false)
class CustomerMessageResource {

    private final MessageEraser eraser;
    private final MessageDataReader data;
    private final AgentPseudonyms agents;

    CustomerMessageResource(MessageEraser eraser, MessageDataReader data, AgentPseudonyms agents) {
        this.eraser = eraser;
        this.data = data;
        this.agents = agents;
    }

    @GET
    @Path("/{messageId}/data")
    @Produces(MediaType.APPLICATION_JSON)
    @Allows(roles = Role.PRIVACY, scopes = Scope.ERASE, audit = "READ_MESSAGE_DATA")
    public Uni<MessageData> data(@Context RoutingContext routing, @RestPath String messageId) {
        UUID id = QueryValues.uuid("messageId", messageId);
        return agents.shownTo(Caller.of(routing)).flatMap(names -> data.read(id).map(held -> held.withAgents(names)));
    }

    @DELETE
    @Path("/{messageId}")
    @Allows(roles = Role.PRIVACY, scopes = Scope.ERASE, audit = "ERASE_MESSAGE", rate = Rate.ERASURES)
    public Uni<Void> erase(@RestPath String messageId) {
        return eraser.erase(QueryValues.uuid("messageId", messageId));
    }
}
