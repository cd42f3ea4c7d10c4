package dev.replyloop.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;

/** Waits for what happens elsewhere. */
public final class Eventually {

    private static final Duration LIMIT = Duration.ofSeconds(150);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Eventually() {}

    /** Returns as soon as the condition holds; an exception counts as not yet. Fails after a minute. */
    public static void holds(String what, Callable<Boolean> condition) {
        Instant end = Instant.now().plus(LIMIT);
        Exception last = null;
        while (Instant.now().isBefore(end)) {
            try {
                if (condition.call()) {
                    return;
                }
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            } catch (Exception e) {
                last = e;
            }
        }
        throw new AssertionError("Did not come true: " + what, last);
    }
}
