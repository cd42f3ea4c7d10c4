package dev.replyloop.counters;

import io.quarkus.runtime.QuarkusApplication;
import java.io.PrintStream;

/**
 * The maintenance command {@code rebuild-counters}: recounts, corrects, says whether there was drift, and ends. Its exit
 * status is 0 where there was none, 3 where there was (it is corrected), 1 where it could not be done.
 */
public final class RebuildCounters implements QuarkusApplication {

    /** The command's name on the command line. */
    public static final String COMMAND = "rebuild-counters";
    /** Set while the command runs, so that what belongs to a service alone stays away. */
    public static final String SETTING = "replyloop.rebuilding-counters";

    private static final int DRIFT_FOUND = 3;

    private final CounterRebuild rebuild;

    /**
     * What to type to count in another zone, where this process was started and with its environment.
     *
     * @param isTrial whether it is `make run`'s
     */
    static String commandLine(String zone, boolean isTrial) {
        String setting = "REPLYLOOP_REPORTING_ZONE=" + zone + " ";
        String application = System.getProperty("java.class.path", "");
        return setting
                + (isTrial
                        ? "make rebuild-counters"
                        : "java -jar " + (application.endsWith(".jar") ? application : "quarkus-run.jar") + " "
                                + COMMAND);
    }

    RebuildCounters(CounterRebuild rebuild) {
        this.rebuild = rebuild;
    }

    @Override
    public int run(String... arguments) {
        Drift drift = rebuild.rebuild().await().indefinitely();
        PrintStream out = System.out;
        if (drift.isNone()) {
            out.println("Every counter agrees with a recount of the feedback.");
            return 0;
        }
        out.println(drift.counters() + " counters had drifted, by " + drift.feedback()
                + " feedback in all; they are corrected.");
        return DRIFT_FOUND;
    }
}
