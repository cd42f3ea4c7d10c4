package dev.replyloop.shared.problem;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ValidationException;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever a call threw into its problem document; {@link ProblemMapping} decides which. */
final class ProblemMappers {

    private final MeterRegistry metrics;

    ProblemMappers(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    @ServerExceptionMapper
    Response constraints(ConstraintViolationException failure, ContainerRequestContext request) {
        return answer(ValidationProblems.of(failure.getConstraintViolations()), request);
    }

    @ServerExceptionMapper({ValidationException.class, MismatchedInputException.class, WebApplicationException.class})
    Response framework(Exception failure, ContainerRequestContext request) {
        if (failure instanceof WebApplicationException redirect
                && redirect.getResponse().getStatusInfo().getFamily() == Response.Status.Family.REDIRECTION) {
            return redirect.getResponse();
        }
        Response response = answer(ProblemMapping.toProblem(failure), request);
        if (failure instanceof NotAllowedException other) {
            // What the path does take is known to the framework alone.
            String allowed = other.getResponse().getHeaderString(HttpHeaders.ALLOW);
            if (allowed != null) {
                return Response.fromResponse(response)
                        .header(HttpHeaders.ALLOW, allowed)
                        .build();
            }
        }
        return response;
    }

    @ServerExceptionMapper
    Response anything(Throwable failure, ContainerRequestContext request) {
        return answer(ProblemMapping.toProblem(failure), request);
    }

    private Response answer(ProblemException failure, ContainerRequestContext request) {
        ProblemType type = failure.type();
        if (HttpMethod.POST.equals(request.getMethod())
                && request.getUriInfo().getPath().startsWith("/api/feedback")) {
            FeedbackRefusals.count(metrics, type);
        }
        Response.ResponseBuilder response = Response.status(type.status())
                .type(MediaType.valueOf(Problem.MEDIA_TYPE))
                .entity(failure.problem());
        if (failure.retryAfterSeconds() > 0) {
            response.header(HttpHeaders.RETRY_AFTER, failure.retryAfterSeconds());
        }
        return response.build();
    }
}
