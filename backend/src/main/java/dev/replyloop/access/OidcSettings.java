package dev.replyloop.access;

import dev.replyloop.shared.StartRefusedException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The company's identity provider (OpenID Connect), and which of its groups have which role. Refuses to start half set. */
@Singleton
class OidcSettings {

    private static final String PREFIX = "replyloop.oidc.";
    private static final int MIN_SECRET_LENGTH = 16;
    /** In a list of groups: everybody whom the company knows. */
    private static final String EVERYBODY = "*";

    private final String issuer;
    private final String clientId;
    private final String clientSecret;
    private final String name;
    private final String rolesClaim;
    private final Map<Role, Set<String>> groups = new EnumMap<>(Role.class);

    OidcSettings(
            @ConfigProperty(name = PREFIX + "issuer") Optional<String> issuer,
            @ConfigProperty(name = PREFIX + "client-id") Optional<String> clientId,
            @ConfigProperty(name = PREFIX + "client-secret") Optional<String> clientSecret,
            @ConfigProperty(name = PREFIX + "client-secret-file") Optional<Path> clientSecretFile,
            @ConfigProperty(name = PREFIX + "name", defaultValue = "company account") String name,
            @ConfigProperty(name = PREFIX + "roles-claim", defaultValue = "groups") String rolesClaim,
            Config config) {
        this.issuer = issuer.map(OidcSettings::checkedIssuer).orElse(null);
        this.clientId = clientId.orElse(null);
        this.clientSecret = clientSecret
                .or(() -> clientSecretFile.map(OidcSettings::read))
                .map(String::strip)
                .orElse(null);
        this.name = name;
        this.rolesClaim = rolesClaim;
        for (Role role : Role.values()) {
            config.getOptionalValues(PREFIX + "groups." + role.name().toLowerCase(Locale.ROOT), String.class)
                    .ifPresent(names -> groups.put(role, new HashSet<>(names)));
        }
        if (this.issuer == null) {
            return;
        }
        if (this.clientId == null || this.clientSecret == null) {
            throw new StartRefusedException(
                    "To sign in with company accounts it needs, beside replyloop.oidc.issuer, replyloop.oidc.client-id and replyloop.oidc.client-secret.");
        }
        if (this.clientSecret.length() < MIN_SECRET_LENGTH) {
            throw new StartRefusedException(
                    "The client secret (replyloop.oidc.client-secret) must have at least " + MIN_SECRET_LENGTH
                            + " characters: what a browser carries while it signs in is encrypted with it.");
        }
        if (groups.isEmpty()) {
            throw new StartRefusedException(
                    "No group of the company has a role: set replyloop.oidc.groups.viewer, .reviewer, .developer, .privacy or .admin.");
        }
    }

    private static String checkedIssuer(String text) {
        String url = text.strip();
        try {
            URI issuer = URI.create(url);
            if (issuer.getHost() != null && ("https".equals(issuer.getScheme()) || isLoopback(issuer))) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // Told below, in a sentence.
        }
        throw new StartRefusedException(
                "replyloop.oidc.issuer is '" + text
                        + "'; it has to be the https address of the identity provider, such as https://login.example.com/realms/company.");
    }

    private static boolean isLoopback(URI issuer) {
        return "http".equals(issuer.getScheme()) && AccessSettings.LOOPBACK.contains(issuer.getHost());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new StartRefusedException(
                    "The client secret's file (replyloop.oidc.client-secret-file) can't be read: " + file + ".");
        }
    }

    /** Whether people can sign in with company accounts. */
    boolean isSet() {
        return issuer != null;
    }

    /** The identity provider's address, under which its discovery document is found. */
    String issuer() {
        return issuer;
    }

    String clientId() {
        return clientId;
    }

    String clientSecret() {
        return clientSecret;
    }

    /** How people call those accounts, such as {@code company account}. */
    String name() {
        return name;
    }

    /** The claim of the ID token that lists somebody's groups; {@code /} leads into nested ones. */
    String rolesClaim() {
        return rolesClaim;
    }

    /** Whether a group of the company may make somebody an admin. */
    boolean givesAdmins() {
        return groups.containsKey(Role.ADMIN);
    }

    /** @return the groups that have the role, as they were set */
    List<String> groupsOf(Role role) {
        return groups.getOrDefault(role, Set.of()).stream().sorted().toList();
    }

    /** @return the roles that somebody has by these groups */
    Set<Role> rolesOf(Collection<String> theirs) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        groups.forEach((role, names) -> {
            if (names.contains(EVERYBODY) || theirs.stream().anyMatch(names::contains)) {
                roles.add(role);
            }
        });
        return roles;
    }
}
