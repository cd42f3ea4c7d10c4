package dev.replyloop.shared.http;

import dev.replyloop.shared.http.RequestBodyBudget.Reading;
import dev.replyloop.shared.problem.ProblemException;
import dev.replyloop.shared.problem.ProblemType;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
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
 * Reads every body, held to its call's limit whether or not its length was announced, and all of them together to
 * {@link RequestBodyBudget}'s.
 */
@ApplicationScoped
class RequestBodyFilter {

    private static final int MEBIBYTE = 1 << 20;
    private static final String COLLECTED = RequestBodyFilter.class.getName();
    private static final String BATCH_PATH = "/api/feedback/batch";
    private static final Set<HttpMethod> WITHOUT_BODY = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final long SWEEP_MILLIS = 1_000;
    private static final String CONTINUE = "100-continue";

    private final ProblemAnswers answers;
    private final InvalidRequests invalid;
    private final RequestBodyBudget budget;
    private final long deadlineNanos;

    RequestBodyFilter(ProblemAnswers answers, InvalidRequests invalid, HttpConfig config) {
        this.answers = answers;
        this.invalid = invalid;
        deadlineNanos = config.readingDeadline().toNanos();
        budget = new RequestBodyBudget(
                config.readingBytes().asLongValue(), config.readingPatience().toNanos());
    }

    void register(@Observes Filters filters, Vertx vertx) {
        filters.register(this::check, FilterOrder.BODY);
        vertx.setPeriodic(SWEEP_MILLIS, now -> budget.expire(deadlineNanos, tookTooLong()));
    }

    /** What the filter below read is handed on: the framework would find the request at its end. */
    @ServerRequestFilter(preMatching = true, nonBlocking = true)
    void handOn(ContainerRequestContext request, RoutingContext routing) {
        Buffer body = routing.remove(COLLECTED);
        if (body != null) {
            request.setEntityStream(new ByteArrayInputStream(body.getBytes()));
        }
    }

    private void check(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        boolean batch = isBatch(routing.normalizedPath());
        int limit = batch ? 16 * MEBIBYTE : MEBIBYTE;
        String announced = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        long length = announced == null ? 0 : Long.parseLong(announced);
        if (length > limit) {
            answers.refuse(routing, tooLarge(limit));
        } else if (WITHOUT_BODY.contains(request.method())) {
            routing.next();
        } else {
            read(routing, batch, limit, length);
        }
    }

    /** Whatever the framework would route to the batch: it forgives a slash at the end. */
    private static boolean isBatch(String path) {
        return path.equals(BATCH_PATH) || path.equals(BATCH_PATH + "/");
    }

    private void read(RoutingContext routing, boolean batch, int limit, long announced) {
        HttpServerRequest request = routing.request();
        Context context = routing.vertx().getOrCreateContext();
        Reading reading =
                new Reading(batch, refusal -> context.runOnContext(ended -> refuseUnlessRead(routing, refusal)));
        if (!budget.begin(reading, announced)) {
            answers.refuse(routing, noRoom());
            return;
        }
        // What is announced need not come: room for it is made as it does.
        Buffer body = Buffer.buffer((int) Math.min(announced, RequestBodyBudget.SMALL_BYTES));
        request.handler(chunk -> {
            body.appendBuffer(chunk);
            if (body.length() > limit) {
                budget.leave(reading);
                answers.refuse(routing, tooLarge(limit));
            } else if (!budget.hold(reading, chunk.length())) {
                refuseUnlessRead(routing, noRoom());
            }
        });
        request.exceptionHandler(failure -> {
            budget.leave(reading);
            if (!(failure instanceof HttpClosedException)) {
                invalid.answerBrokenBody(routing);
            }
        });
        request.endHandler(ended -> {
            budget.leave(reading);
            if (!routing.response().ended()) {
                routing.put(COLLECTED, body);
                routing.next();
            }
        });
        if (CONTINUE.equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            routing.response().writeContinue();
        }
        request.resume();
    }

    private void refuseUnlessRead(RoutingContext routing, ProblemException refusal) {
        if (!routing.request().isEnded() && !routing.response().ended()) {
            answers.refuse(routing, refusal);
        }
    }

    private static ProblemException tooLarge(int limit) {
        return ProblemException.of(
                ProblemType.BODY_TOO_LARGE, "This call takes bodies of up to " + limit / MEBIBYTE + " MiB.");
    }

    private static ProblemException noRoom() {
        return ProblemException.of(
                ProblemType.OVERLOADED, "Too much is being sent at once; please send it again in a moment.");
    }

    private static ProblemException tookTooLong() {
        return ProblemException.of(ProblemType.BODY_TOO_SLOW, "Send the whole body again, faster or in smaller parts.");
    }
}
