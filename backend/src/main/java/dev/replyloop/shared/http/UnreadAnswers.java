package dev.replyloop.shared.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Lets a client that sends one request after the other, and reads no answer, wait: its next request is not begun until
 * the last answer is on its way. Otherwise the answers would pile up here, for as long as there is memory.
 */
@ApplicationScoped
class UnreadAnswers {

    /** Before everything else, {@link RequestBodies} too. */
    private static final int PRIORITY = 2_000;

    void register(@Observes Filters filters) {
        filters.register(UnreadAnswers::check, PRIORITY);
    }

    private static void check(RoutingContext routing) {
        HttpServerResponse response = routing.response();
        if (response.writeQueueFull()) {
            response.drainHandler(drained -> {
                response.drainHandler(null);
                routing.next();
            });
        } else {
            routing.next();
        }
    }
}
