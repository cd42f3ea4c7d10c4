package dev.replyloop.shared.database;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The intake's own few connections, one a lane: however slow the reads are that hold all others, a verdict is written.
 */
@ReactiveDataSource(IntakePool.NAME)
@ApplicationScoped
public class IntakePool extends ReactivePool {

    /** What the data source is called, where its pool is injected and set. */
    public static final String NAME = "intake";
}
