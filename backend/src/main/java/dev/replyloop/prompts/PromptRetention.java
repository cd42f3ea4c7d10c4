package dev.replyloop.prompts;

import dev.replyloop.counters.RebuildCounters;
import dev.replyloop.shared.SqlFile;
import dev.replyloop.shared.database.BackgroundPool;
import dev.replyloop.shared.database.RepeatedTask;
import dev.replyloop.shared.problem.FailureLog;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Forgets the stored prompts that nobody gave a verdict on. */
@ApplicationScoped
class PromptRetention {

    private static final Logger LOG = Logger.getLogger(PromptRetention.class);
    private static final String FORGET_UNANSWERED = SqlFile.read("prompts/forget-unanswered.sql");
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Pool pool;
    private final boolean rebuildingCounters;
    private Cancellable running;

    PromptRetention(
            @ReactiveDataSource(BackgroundPool.NAME) Pool pool,
            @ConfigProperty(name = RebuildCounters.SETTING, defaultValue = "false") boolean rebuildingCounters) {
        this.pool = pool;
        this.rebuildingCounters = rebuildingCounters;
    }

    void start(@Observes StartupEvent started) {
        if (!rebuildingCounters) {
            FailureLog failures = new FailureLog(LOG, "Old prompts can't be deleted; it is tried again");
            running = RepeatedTask.start(failures, PAUSE, this::forgetUnanswered);
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (running != null) {
            running.cancel();
        }
    }

    Uni<Void> forgetUnanswered() {
        return pool.query(FORGET_UNANSWERED).execute().replaceWithVoid();
    }
}
