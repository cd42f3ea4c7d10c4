package dev.replyloop.topics;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Tells operators whether this instance can work on topics. It is up in any case: feedback is taken without them. */
@Readiness
@ApplicationScoped
class TopicHealth implements HealthCheck {

    private final TopicFailures failures;

    TopicHealth(TopicFailures failures) {
        this.failures = failures;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("Topics")
                .withData("state", failures.reason() == null ? "working" : "degraded")
                .up()
                .build();
    }
}
