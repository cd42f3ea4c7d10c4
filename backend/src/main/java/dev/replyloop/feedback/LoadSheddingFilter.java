package dev.replyloop.feedback;

import dev.replyloop.shared.http.FilterOrder;
import dev.replyloop.shared.http.ProblemAnswers;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Turns single feedback away at the gate while nothing more can wait, or nothing can be written: parsing and checking what
 * will not be taken would cost those who were let in their turn at the processor, when there is least of it.
 */
@ApplicationScoped
class LoadSheddingFilter {

    private static final String PATH = "/api/feedback";

    private final FeedbackIntake intake;
    private final ProblemAnswers answers;

    LoadSheddingFilter(FeedbackIntake intake, ProblemAnswers answers) {
        this.intake = intake;
        this.answers = answers;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FilterOrder.INTAKE);
    }

    private void check(RoutingContext routing) {
        if (isFeedback(routing)) {
            intake.refusal().ifPresentOrElse(refusal -> answers.write(routing, refusal), routing::next);
        } else {
            routing.next();
        }
    }

    /** Whatever the framework would route to the call: it forgives a slash at the end. */
    private static boolean isFeedback(RoutingContext routing) {
        String path = routing.normalizedPath();
        return HttpMethod.POST.equals(routing.request().method())
                && path.startsWith(PATH)
                && (path.length() == PATH.length() || path.equals(PATH + "/"));
    }
}
