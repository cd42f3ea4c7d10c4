package dev.replyloop.access;

import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TenantConfigResolver;
import io.quarkus.oidc.runtime.OidcTenantConfig.ApplicationType;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Tells the OpenID Connect library of the company's identity provider; it asks only when somebody signs in there. */
@Singleton
class OidcTenant implements TenantConfigResolver {

    private static final Duration TO_SIGN_IN = Duration.ofMinutes(10);
    private static final Duration TO_CONNECT = Duration.ofSeconds(5);

    private final OidcTenantConfig config;

    OidcTenant(OidcSettings oidc, AccessSettings settings) {
        config = oidc.isSet() ? config(oidc, settings) : null;
    }

    private static OidcTenantConfig config(OidcSettings oidc, AccessSettings settings) {
        return OidcTenantConfig.builder()
                .tenantId("company")
                .authServerUrl(oidc.issuer())
                .clientId(oidc.clientId())
                .credentials(oidc.clientSecret())
                .connectionTimeout(TO_CONNECT)
                .applicationType(ApplicationType.WEB_APP)
                .roles()
                .roleClaimPath(oidc.rolesClaim())
                .end()
                .token()
                .audience(oidc.clientId())
                .end()
                .authentication()
                .redirectPath(OidcSignInResource.PATH)
                .scopes("profile", "email")
                .pkceRequired()
                .nonceRequired()
                // It encrypts what the browser carries meanwhile, for all instances alike.
                .stateSecret(Secrets.derived(oidc.clientSecret(), "oidc-state"))
                .stateCookieAge(TO_SIGN_IN)
                .cookiePath(OidcSignInResource.PATH)
                .cookieForceSecure(settings.isSecure())
                .forceRedirectHttpsScheme(settings.isSecure())
                .end()
                .build();
    }

    /** @return null where no identity provider is set */
    @Override
    public Uni<OidcTenantConfig> resolve(RoutingContext routing, OidcRequestContext<OidcTenantConfig> context) {
        return Uni.createFrom().item(config);
    }
}
