package dev.replyloop.shared.http;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import java.lang.reflect.Method;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses a body that does not say what it is, or is compressed. The framework would take the first for JSON, and a
 * browser sends such a body to any site without asking that site first.
 */
final class TypedBodies {

    @ServerRequestFilter(nonBlocking = true)
    void check(ContainerRequestContext request, ResourceInfo resource) {
        if (request.getMediaType() == null || isEncoded(request)) {
            Method method = resource.getResourceMethod();
            if (method != null && method.isAnnotationPresent(Consumes.class)) {
                throw new NotSupportedException();
            }
        }
    }

    /** A compressed body would be taken for broken JSON. */
    private static boolean isEncoded(ContainerRequestContext request) {
        String encoding = request.getHeaderString(HttpHeaders.CONTENT_ENCODING);
        return encoding != null && !encoding.equalsIgnoreCase("identity");
    }
}
