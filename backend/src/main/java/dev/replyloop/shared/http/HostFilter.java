package dev.replyloop.shared.http;

import dev.replyloop.shared.StartRefusedException;
import dev.replyloop.shared.problem.ProblemException;
import dev.replyloop.shared.problem.ProblemType;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Serves the hosts that are named alone. A browser that was led here by another name, whose address was changed to ours
 * after its page was loaded, would take this server for that page's own. Health is told to anybody: probes come by address.
 */
@Singleton
class HostFilter {

    static final String SETTING = "replyloop.allowed-hosts";

    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern HOST = Pattern.compile("[a-z0-9]([a-z0-9._-]*[a-z0-9])?|\\[[0-9a-f:.]+]");
    private static final String HEALTH = "/q/health";

    private final Set<String> allowed;
    private final ProblemAnswers answers;

    HostFilter(
            @ConfigProperty(name = SETTING) Optional<List<String>> hosts,
            @ConfigProperty(name = "replyloop.public-url") Optional<String> publicUrl,
            ProblemAnswers answers) {
        this.allowed = Stream.concat(
                        hosts.orElse(LOOPBACK).stream().map(HostFilter::checked),
                        publicUrl.flatMap(Origin::parse).map(Origin::host).stream())
                .collect(Collectors.toUnmodifiableSet());
        this.answers = answers;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FilterOrder.HOST);
    }

    private static String checked(String host) {
        String name = host.strip().toLowerCase(Locale.ROOT);
        if (!HOST.matcher(name).matches()) {
            throw new StartRefusedException("The allowed hosts (" + SETTING + ") name '" + host
                    + "': they are host names without port and without wildcards, separated by commas.");
        }
        return name;
    }

    private void check(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        if (request.headers().getAll(HttpHeaders.HOST).size() > 1) {
            answers.refuse(
                    routing, ProblemException.of(ProblemType.INVALID_REQUEST, "The header Host is given twice."));
        } else if (isAllowed(request) || isHealth(routing.normalizedPath())) {
            routing.next();
        } else {
            answers.refuse(
                    routing,
                    ProblemException.of(
                            ProblemType.UNKNOWN_HOST,
                            "Call it by a host name that is among the allowed ones (" + SETTING + ")."));
        }
    }

    private boolean isAllowed(HttpServerRequest request) {
        HostAndPort authority = request.authority();
        return authority != null && isAllowed(authority.host()) && isTargetAllowed(request.uri());
    }

    private boolean isAllowed(String host) {
        return allowed.contains(host.toLowerCase(Locale.ROOT));
    }

    /** A request to a proxy has the whole address in its first line, and that one counts. */
    private boolean isTargetAllowed(String uri) {
        int scheme = uri.startsWith("/") ? -1 : uri.indexOf("://");
        if (scheme < 0) {
            return true;
        }
        String rest = uri.substring(scheme + 3);
        int end = rest.indexOf('/');
        HostAndPort target = HostAndPort.parseAuthority(end < 0 ? rest : rest.substring(0, end), -1);
        return target != null && isAllowed(target.host());
    }

    private static boolean isHealth(String path) {
        return path.startsWith(HEALTH) && (path.length() == HEALTH.length() || path.charAt(HEALTH.length()) == '/');
    }
}
