package dev.replyloop.shared.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.replyloop.shared.problem.FeedbackRefusals;
import dev.replyloop.shared.problem.Problem;
import dev.replyloop.shared.problem.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** Answers with problem documents where a call is refused before the framework has seen it. */
@Singleton
public class ProblemAnswers {

    private static final long DISCARD_MILLIS = 5_000;

    private final ObjectMapper mapper;
    private final MeterRegistry metrics;

    ProblemAnswers(ObjectMapper mapper, MeterRegistry metrics) {
        this.mapper = mapper;
        this.metrics = metrics;
    }

    /**
     * Answers a call, and counts the refusal where it was feedback.
     *
     * @param routing the call, not answered yet
     * @param refusal why it goes no further
     */
    public void write(RoutingContext routing, ProblemException refusal) {
        HttpServerRequest request = routing.request();
        if (HttpMethod.POST.equals(request.method()) && request.path().startsWith("/api/feedback")) {
            FeedbackRefusals.count(metrics, refusal.type());
        }
        Problem problem = refusal.problem();
        HttpServerResponse response = routing.response();
        if (refusal.retryAfterSeconds() > 0) {
            response.putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(refusal.retryAfterSeconds()));
        }
        response.setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(json(problem));
    }

    /**
     * Answers a call whose body, if it has one, was not read to its end. What is still being sent is read and thrown away
     * for a while, so that the client gets to read the answer; then the connection ends.
     *
     * @param routing the call, not answered yet
     * @param refusal why it goes no further
     */
    public void refuse(RoutingContext routing, ProblemException refusal) {
        HttpServerRequest request = routing.request();
        if (request.isEnded() || !hasBody(request)) {
            write(routing, refusal);
            return;
        }
        HttpConnection connection = request.connection();
        request.handler(discarded -> {});
        request.exceptionHandler(broken -> {});
        request.endHandler(ended -> connection.close());
        routing.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        write(routing, refusal);
        request.resume();
        routing.vertx().setTimer(DISCARD_MILLIS, late -> connection.close());
    }

    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || (length != null && !length.equals("0"));
    }

    /** A problem document as bytes. */
    Buffer json(Problem problem) {
        try {
            return Buffer.buffer(mapper.writeValueAsBytes(problem));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A problem can always be written", e);
        }
    }
}
