package dev.replyloop.shared.http;

import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where a browser's page comes from.
 *
 * @param scheme in lower case
 * @param host in lower case
 * @param port the scheme's default where none was given; -1 where the scheme has none
 */
public record Origin(String scheme, String host, int port) {

    private static final Map<String, Integer> DEFAULT_PORTS = Map.of("http", 80, "https", 443);

    /**
     * Reads an origin.
     *
     * @param text as in the header {@code Origin}: {@code https://desk.example.com}
     * @return empty where it is none, as for {@code null}, the origin of sandboxed pages
     */
    public static Optional<Origin> parse(String text) {
        URI uri;
        try {
            uri = new URI(text.toLowerCase(Locale.ROOT));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
        boolean bare = uri.getRawPath() != null
                && uri.getRawPath().isEmpty()
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null
                && uri.getRawUserInfo() == null;
        if (!bare || uri.getScheme() == null || uri.getHost() == null) {
            return Optional.empty();
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : DEFAULT_PORTS.getOrDefault(uri.getScheme(), -1);
        return Optional.of(new Origin(uri.getScheme(), uri.getHost(), port));
    }

    /** Whether it is one that web pages come from. */
    public boolean isOfAPage() {
        return DEFAULT_PORTS.containsKey(scheme);
    }

    /** As browsers send it: the port where it is not the scheme's own. */
    public String text() {
        return scheme + "://" + host + (DEFAULT_PORTS.getOrDefault(scheme, -1) == port ? "" : ":" + port);
    }

    /**
     * Whether a page of this origin was served by the host that it calls. The scheme is left aside: TLS may end at a proxy
     * in front, which then speaks plain HTTP to us.
     *
     * @param authority the host that the request is meant for
     */
    boolean isServedBy(HostAndPort authority) {
        Integer standard = DEFAULT_PORTS.get(scheme);
        return standard != null
                && host.equals(authority.host().toLowerCase(Locale.ROOT))
                && port == (authority.port() >= 0 ? authority.port() : standard);
    }
}
