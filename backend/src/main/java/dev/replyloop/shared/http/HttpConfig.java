package dev.replyloop.shared.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much of what clients are still sending is held, and for how long where others need the room. */
@ConfigMapping(prefix = "replyloop.http")
interface HttpConfig {

    /** The most bytes of bodies that are being read, over all connections; batches get half of it at most. */
    @WithDefault("64M")
    MemorySize readingBytes();

    /** A body that has been on its way for longer makes room where there is none for a new one. */
    @WithDefault("10s")
    Duration readingPatience();
}
