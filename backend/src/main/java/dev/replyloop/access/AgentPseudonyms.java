package dev.replyloop.access;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Shows agents by pseudonyms to all but admins: the same agent by the same one on every instance, and nobody can tell who it is, or
 * try names out, without the deployment's secret (HMAC-SHA256, RFC 2104).
 */
@ApplicationScoped
public class AgentPseudonyms {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SECRET_BYTES = 32;
    private static final int SHOWN_BYTES = 6;
    private static final String MAKE =
            "INSERT INTO deployment_secrets (name, secret) VALUES ('agent-pseudonyms', $1) ON CONFLICT (name) DO NOTHING";
    private static final String READ = "SELECT secret FROM deployment_secrets WHERE name = 'agent-pseudonyms'";

    private final Pool pool;
    private volatile SecretKeySpec known;

    AgentPseudonyms(Pool pool) {
        this.pool = pool;
    }

    /** @return how the caller may see agents' ids: as they are, or as pseudonyms; null stays null */
    public Uni<UnaryOperator<String>> shownTo(Caller caller) {
        if (caller.isAdmin()) {
            return Uni.createFrom().item(UnaryOperator.identity());
        }
        return secret().map(key -> agentId -> agentId == null ? null : pseudonym(key, agentId));
    }

    private Uni<SecretKeySpec> secret() {
        SecretKeySpec key = known;
        if (key != null) {
            return Uni.createFrom().item(key);
        }
        byte[] fresh = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(fresh);
        return pool.preparedQuery(MAKE)
                .execute(Tuple.of(Buffer.buffer(fresh)))
                .flatMap(made -> pool.query(READ).execute())
                .map(rows -> new SecretKeySpec(
                        rows.iterator().next().getBuffer("secret").getBytes(), ALGORITHM))
                .invoke(read -> known = read);
    }

    private static String pseudonym(SecretKeySpec key, String agentId) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] hash = mac.doFinal(agentId.getBytes(StandardCharsets.UTF_8));
            return "agent-" + HexFormat.of().formatHex(hash, 0, SHOWN_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HMAC-SHA256", e);
        }
    }
}
