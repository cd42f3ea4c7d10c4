package dev.replyloop.shared.http;

import dev.replyloop.shared.problem.Problem;
import dev.replyloop.shared.problem.ProblemException;
import dev.replyloop.shared.problem.ProblemType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.internal.PlatformDependent;
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
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Bounds what clients ask for and don't take: answers that wait for them are in memory. On one connection the next request
 * is not begun until the last answer is on its way; over all of them, reads are refused while too much waits. Small answers,
 * health among them, are always given. {@link UnreadWatch} ends those that take nothing.
 */
@ApplicationScoped
class UnreadAnswers {

    private static final int SHARE_OF_DIRECT_MEMORY = 4;
    private static final int TENTH = 10;
    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final Set<String> SMALL = Set.of("/api/about", "/q/metrics", "/q/health");
    private static final String HEALTH_BELOW = "/q/health/";

    private final ProblemAnswers answers;
    private final long limit;
    private final long patienceNanos;
    private final AtomicLong waiting = new AtomicLong();
    private final Counter ended;

    UnreadAnswers(ProblemAnswers answers, HttpConfig config, MeterRegistry metrics) {
        this.answers = answers;
        this.limit = config.unreadBytes()
                .map(size -> size.asLongValue())
                .orElseGet(() -> PlatformDependent.maxDirectMemory() / SHARE_OF_DIRECT_MEMORY);
        this.patienceNanos = config.unreadPatience().toNanos();
        this.ended = metrics.counter("replyloop.http.unread.ended");
        Gauge.builder("replyloop.http.unread.bytes", waiting, AtomicLong::get).register(metrics);
    }

    void register(@Observes Filters filters) {
        filters.register(UnreadAnswers::awaitEarlierAnswer, FilterOrder.EARLIER_ANSWER);
        filters.register(this::check, FilterOrder.ROOM_FOR_ANSWERS);
    }

    /** Counts what one connection has waiting: more than before, or less. */
    void count(long change) {
        waiting.addAndGet(change);
    }

    void countEnded() {
        ended.increment();
    }

    /** For how long a connection may take nothing, in nanoseconds. */
    long patienceNanos() {
        return isFull() ? patienceNanos / TENTH : patienceNanos;
    }

    private boolean isFull() {
        return waiting.get() >= limit;
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
        if (isFull() && mayBeLarge(routing.request().method(), routing.normalizedPath())) {
            answers.refuse(routing, noRoom());
        } else {
            routing.next();
        }
    }

    /** Many may have been let in when there was room: what they found is not written where there is none any more. */
    @ServerResponseFilter
    void checkAgain(ContainerRequestContext request, ContainerResponseContext response) {
        if (isFull()
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
