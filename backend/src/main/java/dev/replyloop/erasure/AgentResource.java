package dev.replyloop.erasure;

import dev.replyloop.access.Allows;
import dev.replyloop.access.Rate;
import dev.replyloop.access.Role;
import dev.replyloop.access.Scope;
import dev.replyloop.shared.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

/** {@code /api/agents}: takes an agent's id out of all feedback. */
@Path("/api/agents")
@Cancellable(false)
class AgentResource {

    private static final int MAX_LENGTH = 100;
    /** Asked for again while it is under way, it begins anew: what came meanwhile is looked at too. */
    private static final String FORGET = """
            INSERT INTO forgotten_agents (agent_hash, agent_id) VALUES (agent_hash($1), $1)
            ON CONFLICT (agent_hash) DO UPDATE SET agent_id = excluded.agent_id, looked_up_to = excluded.looked_up_to,
                requested_at = excluded.requested_at
            """;

    private final Pool pool;

    AgentResource(Pool pool) {
        this.pool = pool;
    }

    @DELETE
    @Path("/{agentId}")
    @Allows(
            roles = Role.PRIVACY,
            scopes = Scope.ERASE,
            audit = "FORGET_AGENT",
            auditsObject = false,
            rate = Rate.ERASURES)
    public Uni<Void> forget(@RestPath String agentId) {
        if (agentId.isBlank() || agentId.codePointCount(0, agentId.length()) > MAX_LENGTH) {
            throw ProblemException.invalid("agentId", "must have 1 to " + MAX_LENGTH + " characters");
        }
        return pool.preparedQuery(FORGET).execute(Tuple.of(agentId)).replaceWithVoid();
    }
}
