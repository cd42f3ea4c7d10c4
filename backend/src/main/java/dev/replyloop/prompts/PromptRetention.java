package dev.replyloop.prompts;

import dev.replyloop.shared.MaintenanceCommand;
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
    private final boolean isCommand;
    private Cancellable running;

    PromptRetention(
            @ReactiveDataSource(BackgroundPool.NAME) Pool pool,
            @ConfigProperty(name = MaintenanceCommand.SETTING, defaultValue = "false") boolean isCommand) {
        this.pool = pool;
        this.isCommand = isCommand;
    }

    void start(@Observes StartupEvent started) {
        if (!isCommand) {
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
