package dev.replyloop.prompts;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells operators whether this instance has read all messages that it can find by their meaning. It is up in any case: until then
 * prompts have fewer examples.
 */
@Readiness
@ApplicationScoped
class PromptsHealth implements HealthCheck {

    private final VectorFollower vectors;

    PromptsHealth(VectorFollower vectors) {
        this.vectors = vectors;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("Prompts")
                .withData("messages", vectors.messages().size())
                .withData("state", vectors.state().name().toLowerCase(Locale.ROOT))
                .up()
                .build();
    }
}
