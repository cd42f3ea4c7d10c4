package dev.replyloop.shared.http;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses a body that does not say what it is. The framework would take it for JSON, and a browser sends such a body to
 * any site without asking that site first.
 */
final class TypedBodies {

    @ServerRequestFilter(nonBlocking = true)
    void check(ContainerRequestContext request, ResourceInfo resource) {
        if (request.getMediaType() == null) {
            Method method = resource.getResourceMethod();
            if (method != null && method.isAnnotationPresent(Consumes.class)) {
                throw new NotSupportedException();
            }
        }
    }
}
