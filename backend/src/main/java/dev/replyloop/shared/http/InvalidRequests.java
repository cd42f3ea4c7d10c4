package dev.replyloop.shared.http;

import dev.replyloop.shared.problem.Problem;
import dev.replyloop.shared.problem.ProblemException;
import dev.replyloop.shared.problem.ProblemMapping;
import dev.replyloop.shared.problem.ProblemType;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import java.net.URISyntaxException;

/** Answers with problem documents where a request fails outside of JAX-RS: it can't be parsed, or not be routed. */
@Singleton
class InvalidRequests {

    private static final int[] STATUSES_WITHOUT_ROUTE = {400, 404, 405, 406, 415, 500};

    private final ProblemAnswers answers;
    private final OriginFilter origins;

    InvalidRequests(ProblemAnswers answers, OriginFilter origins) {
        this.answers = answers;
        this.origins = origins;
    }

    void register(@Observes Router router) {
        router.route().last().failureHandler(this::answerFailure);
        // What fails while a route is looked for reaches no failure handler.
        for (int status : STATUSES_WITHOUT_ROUTE) {
            router.errorHandler(status, this::answerFailure);
        }
    }

    /** Answers a request that HTTP has no meaning for. Vert.x ends its connection afterwards. */
    void answer(HttpServerRequest request) {
        Problem problem = problemOf(request.decoderResult().cause()).problem();
        InvalidRequestWatch.lingerAtEnd(request.connection());
        origins.share(request);
        request.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end(answers.json(problem));
    }

    /** Answers a request whose body broke off against the rules of HTTP. Vert.x ends its connection afterwards. */
    void answerBrokenBody(RoutingContext routing) {
        if (!routing.response().ended()) {
            routing.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            answers.write(routing, invalid("The body is not sent as HTTP has it."));
            InvalidRequestWatch.lingerAtEnd(routing.request().connection());
        }
    }

    private static ProblemException problemOf(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return ProblemException.of(ProblemType.ADDRESS_TOO_LONG, "Ask for less at once.");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return ProblemException.of(ProblemType.HEADERS_TOO_LARGE, "Send fewer or shorter headers.");
        }
        return invalid(cause instanceof URISyntaxException ? "The address means nothing." : "The request is not HTTP.");
    }

    private void answerFailure(RoutingContext routing) {
        if (routing.response().ended()) {
            return;
        }
        if (routing.response().headWritten()) {
            // Only a connection that breaks off tells the client that the answer is not whole.
            routing.request().connection().close();
            return;
        }
        answers.refuse(routing, problemOf(routing));
    }

    private static ProblemException problemOf(RoutingContext routing) {
        int status = routing.statusCode();
        if (status == 400) {
            return invalid("The address or a header means nothing.");
        }
        if (status > 400 && status < 500) {
            return ProblemMapping.toProblem(new WebApplicationException(status));
        }
        return ProblemMapping.toProblem(
                routing.failure() == null ? new WebApplicationException(500) : routing.failure());
    }

    private static ProblemException invalid(String detail) {
        return ProblemException.of(ProblemType.INVALID_REQUEST, detail);
    }
}
