package dev.replyloop.shared.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How many expensive reads run at a time, so that they leave the intake its part of the machine. */
@ConfigMapping(prefix = "replyloop.reads")
interface ReadConfig {

    /** How many searches, how many pages of lists and how many figures are read at a time: each has this for itself. */
    @WithDefault("1")
    int inFlight();

    /** How many of each wait for their turn. Beyond it new ones are answered 503 with Retry-After. */
    @WithDefault("256")
    int waiting();

    /** How long one waits for its turn before it is answered 503 with Retry-After. */
    @WithDefault("5s")
    Duration patience();

    /** How long one may take in all, its statements and what lies between them, before it is answered 503. */
    @WithDefault("20s")
    Duration limit();
}
