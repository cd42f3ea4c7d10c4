package dev.replyloop.shared.database;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * The connections of what may take minutes: background work, erasures, corrections of topics. It waits for no read, and no
 * read waits for it.
 */
@ReactiveDataSource(BackgroundPool.NAME)
@Singleton
public class BackgroundPool extends ReactivePool {

    /** What the data source is called, where its pool is injected and set. */
    public static final String NAME = "background";

    private final DatabaseConfig config;

    BackgroundPool(DatabaseConfig config) {
        super(config);
        this.config = config;
    }

    @Override
    Limits limits() {
        return new Limits(config.backgroundTimeout(), config.backgroundLockTimeout(), Duration.ZERO);
    }
}
