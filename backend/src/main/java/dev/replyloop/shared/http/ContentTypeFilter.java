package dev.replyloop.shared.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses a body that does not say what it is, or is compressed. The framework would take the first for JSON, and a
 * browser sends such a body to any site without asking that site first.
 */
final class ContentTypeFilter {

    @ServerRequestFilter(nonBlocking = true)
    void check(HttpServerRequest request, ResourceInfo resource) {
        if (isUntyped(request) || isEncoded(request)) {
            Method method = resource.getResourceMethod();
            if (method != null && method.isAnnotationPresent(Consumes.class)) {
                throw new NotSupportedException();
            }
        }
    }

    private static boolean isUntyped(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return type == null || type.isBlank();
    }

    /** A compressed body would be taken for broken JSON. */
    private static boolean isEncoded(HttpServerRequest request) {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        return encoding != null && !encoding.equalsIgnoreCase("identity");
    }
}
