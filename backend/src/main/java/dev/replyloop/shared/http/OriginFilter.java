package dev.replyloop.shared.http;

import dev.replyloop.shared.StartRefusedException;
import dev.replyloop.shared.problem.ProblemException;
import dev.replyloop.shared.problem.ProblemMapping;
import dev.replyloop.shared.problem.ProblemType;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Lets the pages of origins that are named read answers (CORS), and lets no other origin's pages change anything: a browser
 * sends some requests without asking the server first. What is no browser sends none of these headers, and passes.
 */
@Singleton
class OriginFilter {

    static final String SETTING = "replyloop.cors-origins";

    private static final CharSequence FETCH_SITE = HttpHeaders.createOptimized("sec-fetch-site");
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");
    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final int NO_CONTENT = 204;
    private static final String EXPOSED = "location,retry-after,ratelimit,ratelimit-policy";

    private final Set<Origin> listed;
    private final Instance<FeedbackPages> pages;
    private final ProblemAnswers answers;

    OriginFilter(
            @ConfigProperty(name = SETTING) Optional<List<String>> origins,
            @Any Instance<FeedbackPages> pages,
            ProblemAnswers answers) {
        this.pages = pages;
        this.listed =
                origins.orElse(List.of()).stream().map(OriginFilter::checked).collect(Collectors.toUnmodifiableSet());
        this.answers = answers;
    }

    void register(@Observes Filters filters) {
        filters.register(
                routing -> {
                    share(routing.request());
                    routing.next();
                },
                FilterOrder.CORS);
        filters.register(this::check, FilterOrder.ORIGIN);
    }

    private static Origin checked(String origin) {
        return Origin.parse(origin.strip())
                .orElseThrow(
                        () -> new StartRefusedException(
                                "The origins of other pages (" + SETTING + ") name '" + origin
                                        + "': an origin is like https://desk.example.com, without path and without wildcards."));
    }

    /** Lets the page that asks read the answer, where its origin is listed. */
    void share(HttpServerRequest request) {
        if (!listed.isEmpty()) {
            HttpServerResponse response = request.response();
            response.headers().add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
            if (isListed(request)) {
                response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, request.getHeader(HttpHeaders.ORIGIN))
                        .putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
            }
        }
    }

    private void check(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        boolean preflight = isPreflight(request);
        if (!preflight && READS.contains(request.method())) {
            routing.next();
        } else if (preflight && isListed(request)) {
            answerPreflight(routing.response(), "GET,POST,PATCH,DELETE");
        } else if (isListed(request) || isOwn(request)) {
            routing.next();
        } else if (isFeedback(routing)
                && request.headers().getAll(HttpHeaders.ORIGIN).size() == 1) {
            whereFeedbackMayComeFrom(routing, preflight);
        } else {
            refuse(routing);
        }
    }

    /** Pages of other origins post feedback with a public key, and do nothing else. */
    private void whereFeedbackMayComeFrom(RoutingContext routing, boolean preflight) {
        HttpServerRequest request = routing.request();
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        Context context = routing.vertx().getOrCreateContext();
        CompletionStage<Set<String>> known = pages.get().origins();
        known.whenComplete((origins, failure) -> context.runOnContext(ignored -> {
            if (failure != null) {
                answers.refuse(routing, ProblemMapping.toProblem(failure));
            } else if (Origin.parse(origin)
                    .map(Origin::text)
                    .filter(origins::contains)
                    .isEmpty()) {
                refuse(routing);
            } else {
                request.response()
                        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                        .putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED)
                        .headers()
                        .add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
                if (preflight) {
                    answerPreflight(routing.response(), "POST");
                } else {
                    routing.next();
                }
            }
        }));
    }

    private void refuse(RoutingContext routing) {
        answers.refuse(
                routing,
                ProblemException.of(
                        ProblemType.FOREIGN_ORIGIN,
                        "The page that asks is neither served by this host nor of a listed origin (" + SETTING + ")."));
    }

    /** The call that public keys are for; whether one lets in is decided by its method, not here. */
    private static boolean isFeedback(RoutingContext routing) {
        String path = routing.normalizedPath();
        return path.equals("/api/feedback") || path.equals("/api/feedback/");
    }

    private static boolean isPreflight(HttpServerRequest request) {
        return HttpMethod.OPTIONS.equals(request.method())
                && request.headers().contains(HttpHeaders.ORIGIN)
                && request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
    }

    private static void answerPreflight(HttpServerResponse response, String methods) {
        response.setStatusCode(NO_CONTENT)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, methods)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "authorization,content-type")
                .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "600")
                .end();
    }

    private boolean isListed(HttpServerRequest request) {
        List<String> origins = request.headers().getAll(HttpHeaders.ORIGIN);
        return origins.size() == 1
                && Origin.parse(origins.get(0)).filter(listed::contains).isPresent();
    }

    /** Both headers have to agree, where they are there: each is missing in some browsers. */
    private static boolean isOwn(HttpServerRequest request) {
        String site = request.getHeader(FETCH_SITE);
        return (site == null || OWN_SITES.contains(site))
                && request.headers().getAll(HttpHeaders.ORIGIN).stream().allMatch(origin -> isOwn(origin, request));
    }

    private static boolean isOwn(String origin, HttpServerRequest request) {
        HostAndPort authority = request.authority();
        return authority != null
                && Origin.parse(origin)
                        .filter(page -> page.isServedBy(authority))
                        .isPresent();
    }
}
