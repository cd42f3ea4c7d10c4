package dev.replyloop.feedback;

import dev.replyloop.access.Allows;
import dev.replyloop.access.Rate;
import dev.replyloop.access.Role;
import dev.replyloop.access.Scope;
import dev.replyloop.shared.QueryValues;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

/** {@code /api/customer-messages}: erases a message with everything derived from it. */
@Path("/api/customer-messages")
@Cancellable(false)
class CustomerMessageResource {

    private final MessageEraser eraser;

    CustomerMessageResource(MessageEraser eraser) {
        this.eraser = eraser;
    }

    @DELETE
    @Path("/{messageId}")
    @Allows(roles = Role.PRIVACY, scopes = Scope.ERASE, audit = "ERASE_MESSAGE", rate = Rate.ERASURES)
    public Uni<Void> erase(@RestPath String messageId) {
        return eraser.erase(QueryValues.uuid("messageId", messageId));
    }
}
