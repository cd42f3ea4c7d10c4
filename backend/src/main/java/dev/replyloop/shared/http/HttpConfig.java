package dev.replyloop.shared.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How much of what clients still send, and of what they don't take, is held, and for how long. */
@ConfigMapping(prefix = "replyloop.http")
interface HttpConfig {

    /** The most bytes of bodies that are being read, over all connections; batches get half of it at most. */
    @WithDefault("64M")
    MemorySize readingBytes();

    /** A body that has been on its way for longer makes room where there is none for a new one. */
    @WithDefault("10s")
    Duration readingPatience();

    /** A body that has not arrived by then is refused, whether or not others need its room. */
    @WithDefault("2M")
    Duration readingDeadline();

    /**
     * About the most bytes of answers that wait for clients to take them, over all connections; reads beyond it are refused.
     * A quarter of the direct memory where it is not set.
     */
    Optional<MemorySize> unreadBytes();

    /**
     * A connection that takes less than 16 KiB of its waiting answers for so long is ended; after a tenth of it where others
     * need the room.
     */
    @WithDefault("30S")
    Duration unreadPatience();
}
