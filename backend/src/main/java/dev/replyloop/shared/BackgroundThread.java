package dev.replyloop.shared;

import dev.replyloop.shared.problem.FailureLog;
import java.time.Duration;
import java.util.function.Supplier;

/** A thread of its own for work that goes on for as long as the instance runs, step by step. A step that fails is tried again. */
public final class BackgroundThread {

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration LAST_STEP = Duration.ofSeconds(5);

    private final String name;
    private final FailureLog failures;
    private final Supplier<Duration> step;
    private volatile boolean stopping;
    private volatile Thread thread;

    /**
     * @param failures told how each step went
     * @param step does some of the work, and says how long to wait before the next
     */
    public BackgroundThread(String name, FailureLog failures, Supplier<Duration> step) {
        this.name = name;
        this.failures = failures;
        this.step = step;
    }

    public void start() {
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits a few seconds for the step that is going on. Does no harm where it was never started. */
    public void stop() throws InterruptedException {
        stopping = true;
        Thread running = thread;
        if (running != null) {
            running.interrupt();
            running.join(LAST_STEP.toMillis());
        }
    }

    private void run() {
        while (!stopping) {
            Duration pause = PAUSE_AFTER_FAILURE;
            try {
                pause = step.get();
                failures.succeeded();
            } catch (RuntimeException e) {
                if (stopping) {
                    return;
                }
                failures.failed(e);
            }
            try {
                Thread.sleep(pause.toMillis());
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
