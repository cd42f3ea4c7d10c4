package dev.replyloop.shared.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.replyloop.shared.problem.FeedbackRefusals;
import dev.replyloop.shared.problem.Problem;
import dev.replyloop.shared.problem.ProblemException;
import dev.replyloop.shared.problem.ProblemType;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.ByteArrayInputStream;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Holds every body to its call's limit, whether or not its length was announced, and answers a larger one with a problem
 * document that the client gets to read: what it is still sending is read and thrown away for a while first.
 */
@ApplicationScoped
class RequestBodies {

    private static final int MEBIBYTE = 1 << 20;
    private static final String COLLECTED = RequestBodies.class.getName();
    private static final String BATCH_PATH = "/api/feedback/batch";
    /** Before everything that would start to read. */
    private static final int PRIORITY = 1_000;

    private static final Set<HttpMethod> WITH_BODY = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);
    private static final long PATIENCE_MILLIS = 5_000;

    private final ObjectMapper mapper;
    private final MeterRegistry metrics;

    RequestBodies(ObjectMapper mapper, MeterRegistry metrics) {
        this.mapper = mapper;
        this.metrics = metrics;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    /** What the filter below read itself is handed on: the framework would find the request at its end. */
    @ServerRequestFilter(preMatching = true, nonBlocking = true)
    void handOn(ContainerRequestContext request, RoutingContext routing) {
        Buffer body = routing.get(COLLECTED);
        if (body != null) {
            request.setEntityStream(new ByteArrayInputStream(body.getBytes()));
        }
    }

    private void check(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        int limit = isBatch(routing.normalizedPath()) ? 16 * MEBIBYTE : MEBIBYTE;
        String announced = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (announced != null) {
            if (Long.parseLong(announced) > limit) {
                refuse(routing, limit);
            } else {
                routing.next();
            }
        } else if (WITH_BODY.contains(request.method())) {
            collect(routing, limit);
        } else {
            routing.next();
        }
    }

    /** Whatever the framework would route to the batch: it forgives a slash at the end. */
    private static boolean isBatch(String path) {
        return path.equals(BATCH_PATH) || path.equals(BATCH_PATH + "/");
    }

    private void collect(RoutingContext routing, int limit) {
        HttpServerRequest request = routing.request();
        Buffer body = Buffer.buffer();
        request.handler(chunk -> {
            body.appendBuffer(chunk);
            if (body.length() > limit) {
                refuse(routing, limit);
            }
        });
        request.endHandler(ended -> {
            if (body.length() <= limit) {
                routing.put(COLLECTED, body);
                routing.next();
            }
        });
        request.resume();
    }

    private void refuse(RoutingContext routing, int limit) {
        HttpServerRequest request = routing.request();
        request.handler(discarded -> {});
        request.endHandler(ended -> {});
        Problem problem = ProblemException.of(
                        ProblemType.BODY_TOO_LARGE, "This call takes bodies of up to " + limit / MEBIBYTE + " MiB.")
                .problem();
        if (request.path().startsWith("/api/feedback")) {
            FeedbackRefusals.count(metrics, ProblemType.BODY_TOO_LARGE);
        }
        routing.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end(json(problem));
        request.resume();
        routing.vertx().setTimer(PATIENCE_MILLIS, late -> request.connection().close());
    }

    private Buffer json(Problem problem) {
        try {
            return Buffer.buffer(mapper.writeValueAsBytes(problem));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A problem can always be written", e);
        }
    }
}
