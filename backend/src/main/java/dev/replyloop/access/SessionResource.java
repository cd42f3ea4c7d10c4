package dev.replyloop.access;

import dev.replyloop.access.Caller.Kind;
import dev.replyloop.shared.problem.ProblemException;
import dev.replyloop.shared.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** {@code /api/session}: signs in and out, and changes one's own password. */
@Path("/api/session")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
class SessionResource {

    private final Accounts accounts;
    private final SignInThrottle throttle;
    private final Credentials credentials;
    private final SessionCookie cookie;
    private final AccessSettings settings;

    SessionResource(
            Accounts accounts,
            SignInThrottle throttle,
            Credentials credentials,
            SessionCookie cookie,
            AccessSettings settings) {
        this.accounts = accounts;
        this.throttle = throttle;
        this.credentials = credentials;
        this.cookie = cookie;
        this.settings = settings;
    }

    @GET
    @Allows(anyPerson = true)
    public Uni<SessionView> show(@Context RoutingContext routing) {
        Caller caller = Caller.of(routing);
        if (caller.kind() == Kind.LOCAL) {
            return Uni.createFrom().item(new SessionView(null, Arrays.asList(Role.values()), settings.isTrial()));
        }
        return accounts.find(caller.id()).map(SessionView::of);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Allows(strangers = true, audit = "SIGN_IN")
    public Uni<RestResponse<SessionView>> signIn(
            @Context RoutingContext routing, @NotNull(message = "is required") @Valid SignIn signIn) {
        String address = ClientAddress.of(routing.request());
        return throttle.begin(signIn.email(), address)
                .flatMap(begun -> accounts.signIn(signIn.email(), signIn.password()))
                .call(signedIn -> throttle.succeeded(signIn.email(), address))
                .map(signedIn -> answer(routing, signedIn));
    }

    @POST
    @Path("/password-link")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allows(strangers = true, audit = "CHOOSE_PASSWORD")
    public Uni<RestResponse<SessionView>> choosePassword(
            @Context RoutingContext routing, @NotNull(message = "is required") @Valid ChosenPassword chosen) {
        return accounts.choosePassword(chosen.token(), chosen.password()).map(signedIn -> answer(routing, signedIn));
    }

    @POST
    @Path("/password")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allows(anyPerson = true, audit = "CHANGE_PASSWORD")
    public Uni<Void> changePassword(
            @Context RoutingContext routing, @NotNull(message = "is required") @Valid ChangedPassword changed) {
        Caller caller = person(routing);
        String address = ClientAddress.of(routing.request());
        return throttle.begin(caller.name(), address)
                .flatMap(begun ->
                        accounts.changePassword(caller.id(), changed.current(), changed.password(), token(routing)))
                .call(done -> throttle.succeeded(caller.name(), address));
    }

    @POST
    @Path("/sign-out-everywhere")
    @Allows(anyPerson = true, audit = "SIGN_OUT_EVERYWHERE")
    public Uni<RestResponse<Void>> signOutEverywhere(@Context RoutingContext routing) {
        credentials.forget(token(routing));
        return accounts.signOutEverywhere(person(routing).id()).map(done -> signedOut());
    }

    @DELETE
    @Allows(strangers = true, audit = "SIGN_OUT")
    public Uni<RestResponse<Void>> signOut(@Context RoutingContext routing) {
        String token = token(routing);
        credentials.forget(token);
        return accounts.signOut(token).map(done -> signedOut());
    }

    private RestResponse<Void> signedOut() {
        return RestResponse.ResponseBuilder.<Void>noContent()
                .cookie(cookie.none())
                .build();
    }

    private RestResponse<SessionView> answer(RoutingContext routing, Accounts.SignedIn signedIn) {
        // Who it was that tried is known only now: the audit log names them.
        Caller.of(signedIn.person()).attachTo(routing);
        return RestResponse.ResponseBuilder.ok(SessionView.of(signedIn.person()))
                .cookie(cookie.of(signedIn.token()))
                .build();
    }

    private static Caller person(RoutingContext routing) {
        Caller caller = Caller.of(routing);
        if (caller.kind() != Kind.PERSON) {
            throw ProblemException.of(
                    ProblemType.NOT_ALLOWED,
                    "Nobody is signed in here: everybody who uses this machine has all rights.");
        }
        return caller;
    }

    /** What the browser showed; empty where nothing. */
    private String token(RoutingContext routing) {
        Cookie shown = routing.request().getCookie(cookie.name());
        return shown == null ? "" : shown.getValue();
    }
}
