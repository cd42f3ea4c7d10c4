package dev.replyloop.access;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** {@code /api/setup}: makes the first admin. */
@Path("/api/setup")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
class SetUpResource {

    private final SetUp setUp;
    private final AccessSettings settings;
    private final OidcSettings oidc;
    private final Accounts accounts;
    private final SessionCookie cookie;

    SetUpResource(SetUp setUp, AccessSettings settings, OidcSettings oidc, Accounts accounts, SessionCookie cookie) {
        this.setUp = setUp;
        this.settings = settings;
        this.oidc = oidc;
        this.accounts = accounts;
        this.cookie = cookie;
    }

    @GET
    @Allows(strangers = true)
    public Uni<SetUpState> state() {
        return settings.isOpen()
                ? Uni.createFrom().item(new SetUpState(false, null))
                : setUp.isNobodyKnown().map(needed -> new SetUpState(needed, oidc.isSet() ? oidc.name() : null));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Allows(strangers = true, audit = "SET_UP")
    public Uni<RestResponse<SessionView>> setUp(
            @Context RoutingContext routing, @NotNull(message = "is required") @Valid NewAdmin admin) {
        return accounts.setUp(
                        admin.token(),
                        admin.email(),
                        admin.name() == null ? admin.email() : admin.name(),
                        admin.password())
                .invoke(signedIn -> Caller.of(signedIn.person()).attachTo(routing))
                .map(signedIn -> RestResponse.ResponseBuilder.create(
                                RestResponse.Status.CREATED, SessionView.of(signedIn.person()))
                        .cookie(cookie.of(signedIn.token()))
                        .build());
    }
}
