package dev.replyloop.access;

import dev.replyloop.access.Caller.Kind;
import dev.replyloop.shared.http.FilterOrder;
import dev.replyloop.shared.http.ProblemAnswers;
import dev.replyloop.shared.problem.ProblemException;
import dev.replyloop.shared.problem.ProblemMapping;
import dev.replyloop.shared.problem.ProblemType;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.Set;

/**
 * Finds out who calls, before any body is read. A key that is no good is refused at once; who shows nothing goes on as a stranger,
 * with a small body at most, and {@link AccessFilter} decides.
 */
@ApplicationScoped
class AuthenticationFilter {

    private static final String BEARER = "bearer ";
    private static final long MAX_BODY_OF_STRANGERS = 16_384;
    private static final long MAX_BODY_WITHOUT_FEEDBACK = 1 << 20;
    private static final Set<HttpMethod> WITHOUT_BODY = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Credentials credentials;
    private final AccessSettings settings;
    private final SessionCookie cookie;
    private final SetUp setUp;
    private final AuditLog audit;
    private final ProblemAnswers answers;

    AuthenticationFilter(
            Credentials credentials,
            AccessSettings settings,
            SessionCookie cookie,
            SetUp setUp,
            AuditLog audit,
            ProblemAnswers answers) {
        this.credentials = credentials;
        this.settings = settings;
        this.cookie = cookie;
        this.setUp = setUp;
        this.audit = audit;
        this.answers = answers;
    }

    void register(@Observes Filters filters) {
        filters.register(this::authenticate, FilterOrder.AUTHENTICATION);
    }

    private void authenticate(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null) {
            byKey(routing, authorization);
            return;
        }
        Cookie session = settings.isOpen() ? null : request.getCookie(cookie.name());
        if (session == null) {
            goOn(routing, settings.isOpen() ? Caller.LOCAL : Caller.STRANGER);
        } else {
            whenKnown(
                    routing,
                    credentials.ofSession(session.getValue()),
                    caller -> goOn(routing, caller == null ? Caller.STRANGER : caller));
        }
    }

    private void byKey(RoutingContext routing, String authorization) {
        if (routing.request().headers().getAll(HttpHeaders.AUTHORIZATION).size() > 1
                || !authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            refuseKey(routing, "The header Authorization has to be given once, as: Bearer, a space, and the key.");
            return;
        }
        String key = authorization.substring(BEARER.length()).strip();
        if (settings.adminToken() != null && Secrets.areEqual(key, settings.adminToken())) {
            goOn(routing, Caller.ADMIN_TOKEN);
            return;
        }
        whenKnown(routing, credentials.ofKey(key), caller -> {
            if (caller == null) {
                refuseKey(routing, "The key is unknown, expired or revoked.");
            } else {
                goOn(routing, caller);
            }
        });
    }

    private void refuseKey(RoutingContext routing, String detail) {
        audit.refused(Caller.STRANGER, ClientAddress.of(routing.request()), ProblemType.UNKNOWN_KEY);
        routing.response().putHeader("WWW-Authenticate", "Bearer realm=\"ReplyLoop\", error=\"invalid_token\"");
        answers.refuse(routing, ProblemException.of(ProblemType.UNKNOWN_KEY, detail));
    }

    private interface Then {
        void accept(Caller caller);
    }

    private void whenKnown(RoutingContext routing, Uni<Caller> asked, Then then) {
        Context context = routing.vertx().getOrCreateContext();
        asked.subscribe()
                .with(
                        caller -> onContext(context, () -> then.accept(caller)),
                        failure ->
                                onContext(context, () -> answers.refuse(routing, ProblemMapping.toProblem(failure))));
    }

    /** At once where the answer was known already: the hot path is not put off. */
    private static void onContext(Context context, Runnable work) {
        if (io.vertx.core.Vertx.currentContext() == context) {
            work.run();
        } else {
            context.runOnContext(ignored -> work.run());
        }
    }

    private void goOn(RoutingContext routing, Caller caller) {
        caller.attachTo(routing);
        long limit = caller.kind() == Kind.STRANGER
                ? MAX_BODY_OF_STRANGERS
                : mayPostBatches(caller) ? Long.MAX_VALUE : MAX_BODY_WITHOUT_FEEDBACK;
        if (bodyLength(routing.request()) <= limit) {
            routing.next();
        } else if (caller.kind() == Kind.STRANGER) {
            whenSetUpIsKnown(routing);
        } else {
            answers.refuse(
                    routing,
                    ProblemException.of(
                            ProblemType.NOT_ALLOWED,
                            "With your rights a body has at most 1 MiB, and its length is announced."));
        }
    }

    private void whenSetUpIsKnown(RoutingContext routing) {
        Context context = routing.vertx().getOrCreateContext();
        setUp.isNobodyKnown()
                .subscribe()
                .with(
                        needed -> onContext(
                                context, () -> answers.refuse(routing, AccessFilter.unknown(routing, needed))),
                        failure ->
                                onContext(context, () -> answers.refuse(routing, ProblemMapping.toProblem(failure))));
    }

    private static boolean mayPostBatches(Caller caller) {
        return caller.kind() == Kind.PERSON
                ? caller.roles().contains(Role.DEVELOPER) || caller.isAdmin()
                : caller.hasAny(Scope.FEEDBACK_WRITE);
    }

    /** How long it says it is; as long as can be where it doesn't say. */
    private static long bodyLength(HttpServerRequest request) {
        if (WITHOUT_BODY.contains(request.method())) {
            return 0;
        }
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null) {
            return Long.parseLong(length);
        }
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) ? Long.MAX_VALUE : 0;
    }
}
