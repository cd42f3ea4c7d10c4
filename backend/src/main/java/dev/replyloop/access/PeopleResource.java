package dev.replyloop.access;

import dev.replyloop.shared.QueryValues;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** {@code /api/people}: who may sign in, and what they may do. */
@Path("/api/people")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
class PeopleResource {

    private final Accounts accounts;

    PeopleResource(Accounts accounts) {
        this.accounts = accounts;
    }

    @GET
    @Allows(roles = Role.ADMIN, scopes = Scope.ADMIN)
    public Uni<People> list() {
        return accounts.list().map(People::new);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Allows(roles = Role.ADMIN, scopes = Scope.ADMIN, audit = "INVITE_PERSON")
    public Uni<RestResponse<InvitedPerson>> invite(@NotNull(message = "is required") @Valid NewPerson person) {
        return accounts.invite(
                        person.email(),
                        person.name() == null ? person.email() : person.name().strip(),
                        person.roles())
                .map(invited -> RestResponse.ResponseBuilder.create(
                                RestResponse.Status.CREATED, new InvitedPerson(invited.person(), invited.link()))
                        .header(
                                HttpHeaders.LOCATION,
                                "/api/people/" + invited.person().id())
                        .build());
    }

    @GET
    @Path("/{id}")
    @Allows(roles = Role.ADMIN, scopes = Scope.ADMIN)
    public Uni<Person> show(@RestPath String id) {
        return accounts.find(QueryValues.uuid("id", id));
    }

    @PATCH
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allows(roles = Role.ADMIN, scopes = Scope.ADMIN, audit = "CHANGE_PERSON")
    public Uni<Person> change(@RestPath String id, @NotNull(message = "is required") @Valid ChangedPerson changed) {
        return accounts.change(QueryValues.uuid("id", id), changed.name(), changed.roles(), changed.disabled());
    }

    @DELETE
    @Path("/{id}")
    @Allows(roles = Role.ADMIN, scopes = Scope.ADMIN, audit = "DELETE_PERSON")
    public Uni<Void> delete(@RestPath String id) {
        return accounts.delete(QueryValues.uuid("id", id));
    }

    @POST
    @Path("/{id}/link")
    @Allows(roles = Role.ADMIN, scopes = Scope.ADMIN, audit = "CREATE_PASSWORD_LINK")
    public Uni<InvitedPerson> link(@RestPath String id) {
        return accounts.newLink(QueryValues.uuid("id", id))
                .map(invited -> new InvitedPerson(invited.person(), invited.link()));
    }

    @POST
    @Path("/{id}/sign-out")
    @Allows(roles = Role.ADMIN, scopes = Scope.ADMIN, audit = "SIGN_OUT_PERSON")
    public Uni<Void> signOut(@RestPath String id) {
        return accounts.find(QueryValues.uuid("id", id)).flatMap(person -> accounts.signOutEverywhere(person.id()));
    }
}
