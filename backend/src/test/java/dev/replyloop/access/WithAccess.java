package dev.replyloop.access;

import dev.replyloop.testing.Callers;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Access is controlled, as it is in production. */
public final class WithAccess implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("replyloop.access", "on", "replyloop.admin-token", Callers.ADMIN_TOKEN);
    }
}
