package dev.replyloop.feedback;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells operators whether feedback can be written. It is up in any case: another instance would fare no better with the
 * same database, and reads go on.
 */
@Readiness
@ApplicationScoped
class IntakeHealth implements HealthCheck {

    private final FeedbackWriter writer;

    IntakeHealth(FeedbackWriter writer) {
        this.writer = writer;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("Intake of feedback")
                .withData("state", writer.isFailing() ? "degraded" : "working")
                .up()
                .build();
    }
}
