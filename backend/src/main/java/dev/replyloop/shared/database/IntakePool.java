package dev.replyloop.shared.database;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The intake's own few connections, one a writer: however slow the reads are that hold all others, a verdict is written.
 */
@ReactiveDataSource(IntakePool.NAME)
@Singleton
public class IntakePool extends ReactivePool {

    /** What the data source is called, where its pool is injected and set. */
    public static final String NAME = "intake";

    /**
     * An event loop of its own: on one that serves calls too, a batch would wait at each step until the loop has been
     * round, and in a crowd of callers that takes longer than PostgreSQL does.
     */
    private Vertx own;

    private final Duration patience;
    private final Duration lockTimeout;

    IntakePool(
            DatabaseConfig config,
            @ConfigProperty(name = "replyloop.intake.patience", defaultValue = "10s") Duration patience,
            @ConfigProperty(name = "replyloop.intake.lock-timeout", defaultValue = "1s") Duration lockTimeout) {
        super(config);
        this.patience = patience;
        this.lockTimeout = lockTimeout;
    }

    /** The server ends a statement a little before its callers would give it up: it must not hold the connection on. */
    @Override
    Limits limits() {
        return new Limits(patience.multipliedBy(9).dividedBy(10), lockTimeout, patience);
    }

    @Override
    Vertx vertx(Input input) {
        own = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setUseDaemonThread(true)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        return own;
    }

    @PreDestroy
    void close() {
        if (own != null) {
            own.close();
        }
    }
}
