package dev.replyloop.counters;

import static dev.replyloop.shared.StartRefusedException.BEFORE_BACKGROUND_WORK;

import dev.replyloop.shared.ReportingZone;
import dev.replyloop.shared.StartRefusedException;
import dev.replyloop.shared.database.BackgroundPool;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses a start whose reporting zone is not the one the counters were counted in: their days would not agree. */
@ApplicationScoped
class ZoneCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Pool pool;
    private final StoredZone stored;
    private final ReportingZone wanted;
    private final boolean rebuilding;
    private final boolean isTrial;

    ZoneCheck(
            @ReactiveDataSource(BackgroundPool.NAME) Pool pool,
            StoredZone stored,
            ReportingZone wanted,
            @ConfigProperty(name = RebuildCounters.SETTING, defaultValue = "false") boolean rebuilding,
            @ConfigProperty(name = "replyloop.trial", defaultValue = "false") boolean isTrial) {
        this.pool = pool;
        this.stored = stored;
        this.wanted = wanted;
        this.rebuilding = rebuilding;
        this.isTrial = isTrial;
    }

    void check(@Observes @Priority(BEFORE_BACKGROUND_WORK) StartupEvent started) {
        String zone = wanted.id();
        if (!stored.isKnown(pool, zone).await().atMost(PATIENCE)) {
            throw new StartRefusedException("The reporting zone (" + ReportingZone.SETTING + ") is '" + zone
                    + "', and PostgreSQL knows no time zone of that name; one it knows is Europe/Berlin.");
        }
        String counted = stored.settle(pool, zone).await().atMost(PATIENCE);
        if (!counted.equals(zone) && !rebuilding) {
            throw new StartRefusedException("The reporting zone (" + ReportingZone.SETTING + ") is '" + zone
                    + "', but the counters were counted in '" + counted + "': set that one, or count them again by: "
                    + RebuildCounters.commandLine(zone, isTrial));
        }
    }
}
