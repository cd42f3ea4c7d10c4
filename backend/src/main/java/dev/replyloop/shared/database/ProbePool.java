package dev.replyloop.shared.database;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import jakarta.inject.Singleton;
import java.time.Duration;

/** The connections of probes and of {@code /api/about}: they are answered however many reads wait. */
@ReactiveDataSource(ProbePool.NAME)
@Singleton
public class ProbePool extends ReactivePool {

    /** What the data source is called, where its pool is injected and set. */
    public static final String NAME = "probe";

    private static final Duration LONGEST_PROBE = Duration.ofSeconds(2);

    ProbePool(DatabaseConfig config) {
        super(config);
    }

    @Override
    Limits limits() {
        return new Limits(LONGEST_PROBE, LONGEST_PROBE, LONGEST_PROBE);
    }
}
