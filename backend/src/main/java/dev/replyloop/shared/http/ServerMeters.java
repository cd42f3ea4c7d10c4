package dev.replyloop.shared.http;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Measures the API's server and that of the management port as one. Where the system chooses a port, one of them alone has it as a
 * tag, and Prometheus takes one set of tags for a name.
 */
@Singleton
final class ServerMeters {

    private static final String OF_SERVERS = "http.server.";
    private static final String PORT = "server.port";

    @Produces
    @Singleton
    MeterFilter withoutPort() {
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                if (!id.getName().startsWith(OF_SERVERS)) {
                    return id;
                }
                List<Tag> tags = id.getTags().stream()
                        .filter(tag -> !tag.getKey().equals(PORT))
                        .toList();
                return tags.size() == id.getTags().size() ? id : id.replaceTags(tags);
            }
        };
    }
}
