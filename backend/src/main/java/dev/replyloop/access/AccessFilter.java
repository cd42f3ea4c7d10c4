package dev.replyloop.access;

import static dev.replyloop.shared.StartRefusedException.BEFORE_BACKGROUND_WORK;

import dev.replyloop.access.Caller.Kind;
import dev.replyloop.shared.StartRefusedException;
import dev.replyloop.shared.problem.ProblemException;
import dev.replyloop.shared.problem.ProblemType;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Lets a call in, or not, by the annotation of the method that it was routed to; never by its path. */
@Singleton
class AccessFilter {

    private static final AnnotationLiteral<Any> ANY = new AnnotationLiteral<>() {};

    private final Map<Method, Allows> rules = new ConcurrentHashMap<>();
    private final RateLimiter limiter;
    private final SetUp setUp;
    private final AuditLog audit;

    AccessFilter(RateLimiter limiter, SetUp setUp, AuditLog audit) {
        this.limiter = limiter;
        this.setUp = setUp;
        this.audit = audit;
    }

    /** Refuses to start where a resource method doesn't say whom it lets in. */
    void start(@Observes @Priority(BEFORE_BACKGROUND_WORK) StartupEvent started, BeanManager beans) {
        List<String> silent = beans.getBeans(Object.class, ANY).stream()
                .map(bean -> bean.getBeanClass())
                .filter(type -> type.isAnnotationPresent(Path.class))
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> Arrays.stream(method.getAnnotations())
                        .anyMatch(one -> one.annotationType().isAnnotationPresent(HttpMethod.class)))
                .filter(method -> !method.isAnnotationPresent(Allows.class))
                .map(Method::toString)
                .toList();
        if (!silent.isEmpty()) {
            throw new StartRefusedException("These methods don't say whom they let in (@Allows): " + silent);
        }
    }

    @ServerRequestFilter(priority = Priorities.AUTHORIZATION, nonBlocking = true)
    Uni<Response> check(ContainerRequestContext request, ResourceInfo resource, RoutingContext routing) {
        Method method = resource.getResourceMethod();
        Allows allows = method == null ? null : rules.computeIfAbsent(method, AccessFilter::ruleOf);
        if (allows == null) {
            // The framework's own: what it serves stands in FilterOrder's way, not in ours.
            return null;
        }
        Caller caller = Caller.of(routing);
        if (!caller.mayCall(allows)) {
            return refuse(caller, allows, routing);
        }
        if (caller.kind() == Kind.LOCAL) {
            // The one user of this machine needs no limit.
        } else if (caller.kind() == Kind.PUBLIC_KEY) {
            requireOrigin(caller, routing);
            limit(caller.id() + " " + ClientAddress.of(routing.request()), Rate.PUBLIC_FEEDBACK, caller, routing);
        } else if (allows.rate() != Rate.UNLIMITED) {
            limit(caller.kind() + " " + caller.id() + " " + caller.name(), allows.rate(), caller, routing);
        }
        if (!allows.audit().isEmpty()) {
            String object = allows.auditsObject()
                    ? String.join(
                            " ",
                            request.getUriInfo().getPathParameters().values().stream()
                                    .flatMap(List::stream)
                                    .toList())
                    : "";
            boolean reads = routing.request().method().equals(io.vertx.core.http.HttpMethod.GET);
            routing.addEndHandler(ended -> audit.done(
                    Caller.of(routing),
                    allows.audit(),
                    object,
                    ClientAddress.of(routing.request()),
                    routing.response().getStatusCode(),
                    reads));
        }
        return null;
    }

    private static Allows ruleOf(Method method) {
        return method.getAnnotation(Allows.class);
    }

    private Uni<Response> refuse(Caller caller, Allows allows, RoutingContext routing) {
        if (caller.kind() == Kind.STRANGER) {
            return setUp.isNobodyKnown().map(needed -> {
                audit.refused(caller, ClientAddress.of(routing.request()), ProblemType.SIGN_IN_NEEDED);
                throw unknown(routing, needed);
            });
        }
        audit.refused(caller, ClientAddress.of(routing.request()), ProblemType.NOT_ALLOWED);
        if (caller.kind() != Kind.PERSON) {
            routing.response()
                    .putHeader(
                            "WWW-Authenticate",
                            "Bearer realm=\"ReplyLoop\", error=\"insufficient_scope\", scope=\"" + scopes(allows)
                                    + "\"");
        }
        throw ProblemException.of(ProblemType.NOT_ALLOWED, missing(caller, allows));
    }

    /** The answer to who is not known. */
    static ProblemException unknown(RoutingContext routing, boolean setUpNeeded) {
        routing.response().putHeader("WWW-Authenticate", "Bearer realm=\"ReplyLoop\"");
        return setUpNeeded
                ? ProblemException.of(
                        ProblemType.SET_UP_NEEDED,
                        "Nobody can sign in yet: open the set-up link that the backend printed when it started.")
                : ProblemException.of(
                        ProblemType.SIGN_IN_NEEDED,
                        "Sign in, or send a key in the header Authorization: Bearer, a space, the key.");
    }

    private static String scopes(Allows allows) {
        return Arrays.stream(allows.scopes()).map(Scope::text).collect(Collectors.joining(" "));
    }

    private static String missing(Caller caller, Allows allows) {
        if (caller.kind() == Kind.PERSON) {
            return "It takes one of these roles: "
                    + Arrays.stream(allows.roles().length == 0 ? new Role[] {Role.ADMIN} : allows.roles())
                            .map(role -> role.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "))
                    + ". Ask an admin for it.";
        }
        if (caller.kind() == Kind.PUBLIC_KEY) {
            return "A public key may post single feedback, and nothing else.";
        }
        return allows.scopes().length == 0
                ? "No key may do that: it is for people who are signed in."
                : "The key needs one of these scopes: " + scopes(allows).replace(" ", ", ") + ".";
    }

    private static void requireOrigin(Caller caller, RoutingContext routing) {
        String origin = routing.request().getHeader(HttpHeaders.ORIGIN);
        if (origin == null || !caller.origins().contains(origin.toLowerCase(Locale.ROOT))) {
            throw ProblemException.of(
                    ProblemType.NOT_ALLOWED,
                    "This public key may be used by the pages of the origins that it names, and by nothing else.");
        }
    }

    private void limit(String who, Rate rate, Caller caller, RoutingContext routing) {
        RateLimiter.Left left = limiter.take(who, rate, System.nanoTime());
        HttpServerResponse response = routing.response();
        String name = '"' + rate.name().toLowerCase(Locale.ROOT).replace('_', '-') + '"';
        response.putHeader("RateLimit-Policy", name + ";q=" + rate.perMinute() + ";w=60");
        response.putHeader("RateLimit", name + ";r=" + left.remaining() + ";t=" + left.seconds());
        if (left.seconds() > 0) {
            audit.refused(caller, ClientAddress.of(routing.request()), ProblemType.TOO_MANY_REQUESTS);
            throw ProblemException.tooMany(
                    "That is more than " + rate.perMinute() + " a minute; please try again in " + left.seconds()
                            + " s.",
                    left.seconds());
        }
    }
}
