package dev.replyloop.access;

import dev.replyloop.access.KeyView.KeyKind;
import dev.replyloop.shared.QueryValues;
import dev.replyloop.shared.http.Origin;
import dev.replyloop.shared.problem.ProblemException;
import dev.replyloop.shared.problem.ProblemType;
import io.smallrye.mutiny.Uni;
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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** {@code /api/keys}: what programs call with. */
@Path("/api/keys")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
class KeyResource {

    private final Keys keys;

    KeyResource(Keys keys) {
        this.keys = keys;
    }

    @GET
    @Allows(roles = Role.DEVELOPER, scopes = Scope.ADMIN)
    public Uni<KeyList> list(@Context RoutingContext routing) {
        return keys.list(Caller.of(routing)).map(KeyList::new);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Allows(roles = Role.DEVELOPER, scopes = Scope.ADMIN, audit = "CREATE_KEY")
    public Uni<RestResponse<NewSecret>> make(
            @Context RoutingContext routing, @NotNull(message = "is required") @Valid NewKey key) {
        Caller caller = Caller.of(routing);
        boolean isPublic = key.kind() == KeyKind.PUBLIC;
        Set<Scope> scopes = isPublic ? Set.of(Scope.FEEDBACK_WRITE) : key.scopes() == null ? Set.of() : key.scopes();
        if (scopes.isEmpty()) {
            throw ProblemException.invalid("scopes", "must name at least one scope");
        }
        if (isPublic && key.scopes() != null && !key.scopes().equals(scopes)) {
            throw ProblemException.invalid("scopes", "of a public key are feedback:write alone");
        }
        List<String> origins = key.origins() == null
                ? List.of()
                : key.origins().stream().map(KeyResource::origin).toList();
        if (isPublic == origins.isEmpty()) {
            throw ProblemException.invalid(
                    "origins", isPublic ? "must name the pages' origins" : "are for public keys alone");
        }
        if (key.expiresAt() != null && key.expiresAt().isBefore(Instant.now())) {
            throw ProblemException.invalid("expiresAt", "must be in the future");
        }
        for (Scope scope : scopes) {
            if (!caller.mayGrant(scope)) {
                throw ProblemException.of(
                        ProblemType.NOT_ALLOWED,
                        "You may not hand on the right " + scope.text() + ", for it is not yours.");
            }
        }
        return keys.make(caller, key.kind(), key.name().strip(), scopes, origins, key.expiresAt())
                .map(made -> RestResponse.ResponseBuilder.create(
                                RestResponse.Status.CREATED, new NewSecret(made.key(), made.secret()))
                        .header(HttpHeaders.LOCATION, "/api/keys/" + made.key().id())
                        .build());
    }

    private static String origin(String text) {
        return Origin.parse(text.strip())
                .filter(Origin::isOfAPage)
                .map(Origin::text)
                .orElseThrow(() ->
                        ProblemException.invalid("origins", "must be like https://desk.example.com, without a path"));
    }

    @GET
    @Path("/{id}")
    @Allows(roles = Role.DEVELOPER, scopes = Scope.ADMIN)
    public Uni<KeyView> show(@Context RoutingContext routing, @RestPath String id) {
        return keys.find(Caller.of(routing), QueryValues.uuid("id", id));
    }

    @DELETE
    @Path("/{id}")
    @Allows(roles = Role.DEVELOPER, scopes = Scope.ADMIN, audit = "REVOKE_KEY")
    public Uni<Void> revoke(@Context RoutingContext routing, @RestPath String id) {
        return keys.revoke(Caller.of(routing), QueryValues.uuid("id", id));
    }

    @POST
    @Path("/{id}/secrets")
    @Allows(roles = Role.DEVELOPER, scopes = Scope.ADMIN, audit = "ADD_KEY_SECRET")
    public Uni<RestResponse<NewSecret>> addSecret(@Context RoutingContext routing, @RestPath String id) {
        return keys.addSecret(Caller.of(routing), QueryValues.uuid("id", id))
                .map(made -> RestResponse.ResponseBuilder.create(
                                RestResponse.Status.CREATED, new NewSecret(made.key(), made.secret()))
                        .build());
    }

    @DELETE
    @Path("/{id}/secrets/{secretId}")
    @Allows(roles = Role.DEVELOPER, scopes = Scope.ADMIN, audit = "DELETE_KEY_SECRET")
    public Uni<Void> removeSecret(@Context RoutingContext routing, @RestPath String id, @RestPath String secretId) {
        return keys.removeSecret(
                Caller.of(routing), QueryValues.uuid("id", id), QueryValues.uuid("secretId", secretId));
    }
}
