package dev.replyloop.shared.http;

import dev.replyloop.shared.problem.Problem;
import dev.replyloop.shared.problem.ProblemException;
import dev.replyloop.shared.problem.ProblemType;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Annotation;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Bounds what clients ask for and don't take: answers that wait for them are in memory. On one connection the next request
 * is not begun until the last answer is on its way; over all of them, reads are refused while too much waits. Small answers,
 * health among them, are always given. {@link ResponseBackpressureWatch} ends those that take nothing.
 */
@ApplicationScoped
class ResponseBackpressureFilter {

    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final Set<String> SMALL = Set.of("/api/about", "/q/health");
    private static final String HEALTH_BELOW = "/q/health/";

    private final ProblemAnswers answers;
    private final PendingResponseBytes unread;

    ResponseBackpressureFilter(ProblemAnswers answers, PendingResponseBytes unread) {
        this.answers = answers;
        this.unread = unread;
    }

    void register(@Observes Filters filters) {
        filters.register(ResponseBackpressureFilter::awaitEarlierAnswer, FilterOrder.EARLIER_ANSWER);
        filters.register(this::check, FilterOrder.ROOM_FOR_ANSWERS);
    }

    private static void awaitEarlierAnswer(RoutingContext routing) {
        HttpServerResponse response = routing.response();
        if (response.writeQueueFull()) {
            response.drainHandler(drained -> {
                response.drainHandler(null);
                routing.next();
            });
        } else {
            routing.next();
        }
    }

    private void check(RoutingContext routing) {
        if (unread.isFull() && mayBeLarge(routing.request().method(), routing.normalizedPath())) {
            answers.refuse(routing, noRoom());
        } else {
            routing.next();
        }
    }

    /** Many may have been let in when there was room: what they found is not written where there is none any more. */
    @ServerResponseFilter
    void checkAgain(ContainerRequestContext request, ContainerResponseContext response) {
        if (unread.isFull()
                && response.hasEntity()
                && mayBeLarge(
                        HttpMethod.valueOf(request.getMethod()),
                        request.getUriInfo().getPath())) {
            ProblemException refusal = noRoom();
            response.setStatus(refusal.type().status());
            response.getHeaders().putSingle(HttpHeaders.RETRY_AFTER, 1);
            response.setEntity(refusal.problem(), new Annotation[0], MediaType.valueOf(Problem.MEDIA_TYPE));
        }
    }

    private static boolean mayBeLarge(HttpMethod method, String path) {
        return READS.contains(method) && !SMALL.contains(path) && !path.startsWith(HEALTH_BELOW);
    }

    private static ProblemException noRoom() {
        return ProblemException.of(
                ProblemType.OVERLOADED, "Too many answers wait to be taken by others; please ask again in a moment.");
    }
}
