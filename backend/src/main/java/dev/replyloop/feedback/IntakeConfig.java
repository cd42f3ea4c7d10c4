package dev.replyloop.feedback;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the intake joins requests into transactions, and when it has had enough. */
@ConfigMapping(prefix = "replyloop.intake")
interface IntakeConfig {

    /**
     * How many batches may be in flight at a time, each on a connection of its own. Two keep PostgreSQL busy while the
     * next one forms.
     */
    int writers();

    /** The most verdicts one transaction takes. */
    @WithDefault("512")
    int batchRows();

    /** About the most bytes one transaction takes; a larger verdict goes alone. */
    @WithDefault("8M")
    MemorySize batchBytes();

    /**
     * How long the database may be silent while it writes a batch, before it counts as away. Callers are told 503 and may
     * send again: what was written after all can't count twice.
     */
    @WithDefault("10s")
    Duration patience();

    /**
     * How long a batch waits for a lock that another transaction holds. Then the verdicts that need it are answered 503,
     * and the others are written. Shorter than {@link #patience}.
     */
    @WithDefault("1s")
    Duration lockTimeout();

    /**
     * For about how long single feedback may wait, going by how fast the last full batches were written. A batch for each
     * writer may wait in any case. Beyond it new ones are answered 503 with Retry-After.
     */
    @WithDefault("400ms")
    Duration queueWait();

    /**
     * The most verdicts that may wait; items of posted batches fill three quarters of it. Beyond it new ones are answered
     * 503 with Retry-After.
     */
    @WithDefault("20000")
    int queueRows();

    /**
     * About the most bytes that may wait; items of posted batches fill three quarters of it. Beyond it new ones are
     * answered 503 with Retry-After.
     */
    @WithDefault("128M")
    MemorySize queueBytes();
}
