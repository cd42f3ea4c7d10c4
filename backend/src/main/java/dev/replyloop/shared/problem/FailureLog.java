package dev.replyloop.shared.problem;

import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Logs a failure that repeats: one line when it begins, one when it is over. It is over when things went well again and it
 * has not come back for three seconds. Safe to call from any thread.
 */
public final class FailureLog {

    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final Logger log;
    private final String what;

    private volatile boolean failing;
    // Guarded by this.
    private long begun;
    private long last;
    private long times;

    /**
     * @param what fails, in a sentence without its full stop, such as "Feedback can't be written"
     */
    public FailureLog(Logger log, String what) {
        this.log = log;
        this.what = what;
    }

    /** It failed, once more or for the first time. */
    public synchronized void failed(Throwable failure) {
        last = System.nanoTime();
        times++;
        if (!failing) {
            failing = true;
            begun = last;
            times = 1;
            if (isExpected(failure)) {
                log.warnf("%s (%s)", what, cause(failure));
            } else {
                log.error(what, failure);
            }
        }
    }

    /** It went well. */
    public void succeeded() {
        if (failing) {
            end();
        }
    }

    /** Whether it fails now, or did in the last seconds. */
    public boolean isFailing() {
        return failing;
    }

    private synchronized void end() {
        long now = System.nanoTime();
        if (failing && now - last > QUIET_NANOS) {
            failing = false;
            log.warnf("Over after %d s and %d failures: %s", TimeUnit.NANOSECONDS.toSeconds(last - begun), times, what);
        }
    }

    private static boolean isExpected(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (SqlStates.isDatabaseAway(cause) || SqlStates.isLocked(cause)) {
                return true;
            }
        }
        return failure instanceof ProblemException problem && problem.type() == ProblemType.OVERLOADED;
    }

    /** The database's message is left out: people's texts may be in it. */
    private static String cause(Throwable failure) {
        String state = SqlStates.of(failure);
        ProblemException problem = ProblemMapping.toProblem(failure);
        return (state == null ? "no SQLSTATE" : "SQLSTATE " + state) + ": "
                + problem.type().title();
    }
}
