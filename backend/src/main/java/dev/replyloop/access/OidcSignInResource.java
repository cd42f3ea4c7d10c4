package dev.replyloop.access;

import dev.replyloop.shared.http.TakesAnyParameters;
import io.quarkus.oidc.OidcSession;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.AuthenticationRedirectException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/**
 * {@code /api/session/oidc}: where a browser goes to sign in with a company account, and where the identity provider sends it
 * back (OpenID Connect Core 1.0, authorization code flow, with PKCE). What the library keeps in cookies meanwhile is replaced by
 * our own session, and the browser goes on to the dashboard; where it failed, with the reason in {@code ?sign-in=}.
 */
@Path(OidcSignInResource.PATH)
@Cancellable(false)
class OidcSignInResource {

    static final String PATH = "/api/session/oidc";

    private static final Logger LOG = Logger.getLogger(OidcSignInResource.class);
    /** What a token says of its holder, as the library repeats it where the token is not valid. */
    private static final Pattern CLAIMS = Pattern.compile("\\(?claims->\\{.*}\\)?", Pattern.DOTALL);

    private static final int SEE_OTHER = 303;
    private static final int SIGNED_IN = 200;
    private static final int REFUSED = 401;

    private final OidcSettings oidc;
    private final AccessSettings settings;
    private final CurrentIdentityAssociation identity;
    private final HttpAuthenticator authenticator;
    private final OidcSession oidcSession;
    private final Accounts accounts;
    private final SessionCookie cookie;
    private final AuditLog audit;

    OidcSignInResource(
            OidcSettings oidc,
            AccessSettings settings,
            CurrentIdentityAssociation identity,
            HttpAuthenticator authenticator,
            OidcSession oidcSession,
            Accounts accounts,
            SessionCookie cookie,
            AuditLog audit) {
        this.oidc = oidc;
        this.settings = settings;
        this.identity = identity;
        this.authenticator = authenticator;
        this.oidcSession = oidcSession;
        this.accounts = accounts;
        this.cookie = cookie;
        this.audit = audit;
    }

    @GET
    @Allows(strangers = true)
    @TakesAnyParameters
    public Uni<RestResponse<Void>> signIn(@Context RoutingContext routing) {
        if (!oidc.isSet() || settings.isOpen()) {
            return Uni.createFrom().item(toDashboard("?sign-in=not-offered").build());
        }
        if (routing.request().getParam("error") != null) {
            return Uni.createFrom().item(refused(routing, "cancelled"));
        }
        return identity.getDeferredIdentity()
                .flatMap(who -> who.isAnonymous() ? toIdentityProvider(routing) : become(routing, who))
                .onFailure(AuthenticationFailedException.class)
                .recoverWithItem(failure -> failed(routing, failure))
                .onFailure(AuthenticationCompletionException.class)
                .recoverWithItem(failure -> failed(routing, failure))
                .onFailure(failure -> !(failure instanceof AuthenticationRedirectException))
                .recoverWithItem(failure -> {
                    LOG.warnf(failure, "Somebody couldn't sign in with a company account");
                    return refused(routing, "unavailable");
                });
    }

    private Uni<RestResponse<Void>> toIdentityProvider(RoutingContext routing) {
        return authenticator.getChallenge(routing).map(challenge -> answer(challenge));
    }

    private static RestResponse<Void> answer(ChallengeData challenge) {
        var response = RestResponse.ResponseBuilder.<Void>create(challenge.status);
        challenge.getHeaders().forEach((name, value) -> response.header(name.toString(), value));
        return response.header("Cache-Control", "no-store").build();
    }

    private Uni<RestResponse<Void>> become(RoutingContext routing, SecurityIdentity who) {
        // From here on it is known, so that the library's session needs not wait for it.
        identity.setIdentity(who);
        JsonWebToken token = oidcSession.getIdToken();
        return oidcSession
                .logout()
                .flatMap(gone -> accounts.signInByCompany(new CompanyAccount(
                        oidc.issuer(),
                        token.getSubject(),
                        token.getClaim("email"),
                        isTrue(token.getClaim("email_verified")),
                        token.getClaim("name"),
                        oidc.rolesOf(who.getRoles()))))
                .map(signedIn -> {
                    logged(routing, Caller.of(signedIn.person()), SIGNED_IN);
                    return toDashboard("").cookie(cookie.of(signedIn.token())).build();
                })
                .onFailure(CompanyAccountRefusedException.class)
                .recoverWithItem(refusal -> refused(routing, word(refusal.reason())));
    }

    private static String word(CompanyAccountRefusedException.Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Some providers send it as a text. */
    private static boolean isTrue(Object claim) {
        return claim != null && claim.toString().equals("true");
    }

    private RestResponse<Void> failed(RoutingContext routing, Throwable failure) {
        String why = String.valueOf(failure.getMessage());
        LOG.infof(
                "Somebody couldn't sign in with a company account: %s",
                CLAIMS.matcher(why).replaceAll("token"));
        return refused(routing, "failed");
    }

    private RestResponse<Void> refused(RoutingContext routing, String reason) {
        logged(routing, Caller.STRANGER, REFUSED);
        return toDashboard("?sign-in=" + reason).build();
    }

    private void logged(RoutingContext routing, Caller caller, int outcome) {
        // Failures are added up: nobody has to be known to cause them.
        audit.done(caller, "SIGN_IN", "", ClientAddress.of(routing.request()), outcome, outcome != SIGNED_IN);
    }

    private RestResponse.ResponseBuilder<Void> toDashboard(String query) {
        return RestResponse.ResponseBuilder.<Void>create(SEE_OTHER)
                .location(URI.create(settings.baseUrl() + "/" + query))
                .header("Cache-Control", "no-store");
    }
}
