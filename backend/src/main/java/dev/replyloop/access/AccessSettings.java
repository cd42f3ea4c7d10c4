package dev.replyloop.access;

import dev.replyloop.shared.StartRefusedException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How people and programs become known here. Refuses to start with settings that would leave the door open. */
@Singleton
class AccessSettings {

    static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]", "0:0:0:0:0:0:0:1");
    private static final int MIN_TOKEN_LENGTH = 32;

    private final boolean open;
    private final boolean trial;
    private final Optional<URI> publicUrl;
    private final String adminToken;
    private final Duration idle;
    private final Duration absolute;
    private final int port;

    AccessSettings(
            @ConfigProperty(name = "replyloop.access", defaultValue = "on") String access,
            @ConfigProperty(name = "replyloop.trial", defaultValue = "false") boolean trial,
            @ConfigProperty(name = "replyloop.public-url") Optional<String> publicUrl,
            @ConfigProperty(name = "replyloop.admin-token") Optional<String> adminToken,
            @ConfigProperty(name = "replyloop.admin-token-file") Optional<Path> adminTokenFile,
            @ConfigProperty(name = "replyloop.sessions.idle", defaultValue = "12H") Duration idle,
            @ConfigProperty(name = "replyloop.sessions.absolute", defaultValue = "7D") Duration absolute,
            @ConfigProperty(name = "quarkus.http.host", defaultValue = "0.0.0.0") String boundHost,
            @ConfigProperty(name = "quarkus.http.port", defaultValue = "8080") int port) {
        String mode = access.toLowerCase(Locale.ROOT);
        if (!mode.equals("on") && !mode.equals("off") && !mode.equals("true") && !mode.equals("false")) {
            throw new StartRefusedException("replyloop.access is on or off, not '" + access + "'.");
        }
        boolean isOff = mode.equals("off") || mode.equals("false");
        boolean onLoopback = LOOPBACK.contains(boundHost.toLowerCase(Locale.ROOT));
        if (isOff && !onLoopback) {
            throw new StartRefusedException(
                    "Access control can be off (replyloop.access) on loopback only, and quarkus.http.host is "
                            + boundHost + ".");
        }
        this.trial = trial && onLoopback;
        this.open = isOff || this.trial;
        this.publicUrl = publicUrl.map(AccessSettings::checkedUrl);
        if (!onLoopback && this.publicUrl.isEmpty()) {
            throw new StartRefusedException(
                    "It listens on " + boundHost
                            + ", so it has to know where people reach it: set replyloop.public-url (REPLYLOOP_PUBLIC_URL), such as https://replyloop.example.com.");
        }
        this.adminToken = adminToken
                .or(() -> adminTokenFile.map(AccessSettings::read))
                .map(String::strip)
                .filter(token -> !token.isEmpty())
                .orElse(null);
        if (this.adminToken != null && this.adminToken.length() < MIN_TOKEN_LENGTH) {
            throw new StartRefusedException(
                    "The admin token (replyloop.admin-token) must have at least " + MIN_TOKEN_LENGTH + " characters.");
        }
        this.idle = idle;
        this.absolute = absolute;
        this.port = port;
    }

    private static URI checkedUrl(String text) {
        try {
            URI url = URI.create(text.strip());
            boolean isOrigin = ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))
                    && url.getHost() != null
                    && url.getRawUserInfo() == null
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null
                    && (url.getRawPath().isEmpty() || url.getRawPath().equals("/"));
            if (isOrigin) {
                return URI.create(url.getScheme() + "://" + url.getRawAuthority());
            }
        } catch (IllegalArgumentException e) {
            // Told below, in a sentence.
        }
        throw new StartRefusedException("replyloop.public-url is '" + text
                + "'; it has to be like https://replyloop.example.com, without a path.");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new StartRefusedException(
                    "The admin token's file (replyloop.admin-token-file) can't be read: " + file + ".");
        }
    }

    /** Whether every caller that reaches the port may do everything; true on loopback only. */
    boolean isOpen() {
        return open;
    }

    /** Whether that is so because this is a trial. */
    boolean isTrial() {
        return trial;
    }

    /** Null where none is set. */
    String adminToken() {
        return adminToken;
    }

    /** How long a session lasts without a call. */
    Duration idle() {
        return idle;
    }

    /** How long a session lasts in all. */
    Duration absolute() {
        return absolute;
    }

    /** Whether browsers reach it by TLS, so that cookies can be kept to it. */
    boolean isSecure() {
        return publicUrl.filter(url -> "https".equals(url.getScheme())).isPresent();
    }

    /** Where people open the dashboard, as it was set, without a slash at the end; null where it was not. */
    String publicUrl() {
        return publicUrl.map(URI::toString).orElse(null);
    }

    /** Where links lead: where people open the dashboard, without a slash at the end. */
    String baseUrl() {
        return publicUrl.map(URI::toString).orElse("http://localhost:" + port);
    }
}
