package dev.replyloop.access;

import dev.replyloop.access.DeploymentSettings.CompanyAccounts;
import dev.replyloop.access.DeploymentSettings.GroupRole;
import dev.replyloop.access.DeploymentSettings.RetentionSettings;
import dev.replyloop.access.DeploymentSettings.SignInSettings;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.Cancellable;

/** {@code /api/settings}: how people get in and how long what is kept, to be looked at. */
@Path("/api/settings")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
class DeploymentSettingsResource {

    private final DeploymentSettings shown;

    DeploymentSettingsResource(
            AccessSettings access,
            OidcSettings oidc,
            @ConfigProperty(name = "replyloop.retention") Optional<Duration> messages,
            @ConfigProperty(name = "replyloop.retention.keep-figures", defaultValue = "false") boolean keepFigures,
            @ConfigProperty(name = "replyloop.audit.retention", defaultValue = "400D") Duration auditLog,
            @ConfigProperty(name = "replyloop.masking.at-intake", defaultValue = "false") boolean maskingAtIntake) {
        shown = new DeploymentSettings(
                access.publicUrl(),
                new SignInSettings(access.idle(), access.absolute(), oidc.isSet() ? companyAccounts(oidc) : null),
                new RetentionSettings(messages.orElse(null), keepFigures, auditLog, maskingAtIntake));
    }

    private static CompanyAccounts companyAccounts(OidcSettings oidc) {
        return new CompanyAccounts(
                oidc.name(),
                oidc.issuer(),
                oidc.rolesClaim(),
                Arrays.stream(Role.values())
                        .map(role -> new GroupRole(role, oidc.groupsOf(role)))
                        .filter(one -> !one.groups().isEmpty())
                        .toList());
    }

    @GET
    @Allows(roles = Role.PRIVACY)
    public Uni<DeploymentSettings> show() {
        return Uni.createFrom().item(shown);
    }
}
