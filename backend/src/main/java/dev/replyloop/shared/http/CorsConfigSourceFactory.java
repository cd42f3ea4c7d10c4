package dev.replyloop.shared.http;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Lets the browsers of the helpdesk's own origins in where they are named; else no other origin's, as browsers have it. */
public final class CorsConfigSourceFactory implements ConfigSourceFactory {

    /** Above application.properties (250), below the environment (300). */
    private static final int ORDINAL = 260;

    private static final String ORIGINS = "replyloop.cors-origins";

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        ConfigValue origins = context.getValue(ORIGINS);
        if (origins == null || origins.getValue() == null || origins.getValue().isBlank()) {
            return List.of();
        }
        return List.of(new PropertiesConfigSource(
                Map.of(
                        "quarkus.http.cors.enabled", "true",
                        "quarkus.http.cors.origins", origins.getValue(),
                        "quarkus.http.cors.methods", "GET,POST,PATCH,DELETE",
                        "quarkus.http.cors.headers", "content-type",
                        "quarkus.http.cors.exposed-headers", "location,retry-after"),
                ORIGINS,
                ORDINAL));
    }
}
