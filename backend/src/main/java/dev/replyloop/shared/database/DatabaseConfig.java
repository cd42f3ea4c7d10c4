package dev.replyloop.shared.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long the database may take over what it is asked, before it ends that itself. The intake has its own limits. */
@ConfigMapping(prefix = "replyloop.database")
interface DatabaseConfig {

    /** For how long one statement of a read may run. */
    @WithDefault("10s")
    Duration readTimeout();

    /** For how long one statement of background work, an erasure or a correction of topics may run. */
    @WithDefault("10m")
    Duration backgroundTimeout();

    /** For how long a read waits for a lock that another transaction holds. */
    @WithDefault("2s")
    Duration lockTimeout();

    /** The same for background work, an erasure or a correction of topics. */
    @WithDefault("10s")
    Duration backgroundLockTimeout();
}
