package dev.replyloop.trial;

import dev.replyloop.shared.database.DatabaseSetting;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** The embedded database of trial mode, for as long as the application runs. */
public final class TrialDatabase implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TrialDatabase.class);

    /** What the application, which is stopped first, and PostgreSQL together may take. */
    private static final long STOP_LIMIT_SECONDS = 120;

    private final AtomicBoolean stopping = new AtomicBoolean();
    private static final long SHORTEST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 15_000;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private EmbeddedDatabase database;

    private TrialDatabase() {}

    /** Starts the database if {@code replyloop.trial} is set, and names it to the application. */
    public static TrialDatabase startIfWanted(Config config) {
        TrialDatabase trial = new TrialDatabase();
        if (config.getOptionalValue("replyloop.trial", Boolean.class).orElse(false)) {
            Path directory = Path.of(config.getValue("replyloop.trial.data-directory", String.class));
            int port = config.getOptionalValue("replyloop.trial.database-port", Integer.class)
                    .orElse(0);
            trial.start(EmbeddedDatabase.Settings.kept(directory).onPort(port));
        }
        return trial;
    }

    /** Whether there is a trial, and so a database of its own. */
    public boolean isRunning() {
        return database != null;
    }

    @Override
    public void close() {
        stopping.set(true);
        if (isRunning()) {
            database.close();
        }
        stopped.countDown();
    }

    private void start(EmbeddedDatabase.Settings settings) {
        // On a signal the virtual machine would end at once, and the database be left behind: the main thread has to
        // get the time to stop the application, then this.
        Runtime.getRuntime().addShutdownHook(new Thread(this::awaitStop, "trial-database-stop"));
        try {
            database = EmbeddedDatabase.start(settings);
        } catch (RuntimeException e) {
            stopped.countDown();
            throw e;
        }
        System.setProperty(DatabaseSetting.URL, database.url());
        restartWhenKilled();
    }

    /** In a trial there is nobody else to bring a killed PostgreSQL back. */
    private void restartWhenKilled() {
        database.server().onExit().thenRunAsync(() -> {
            if (stopping.get()) {
                return;
            }
            LOG.warn("The embedded PostgreSQL was ended from outside: starting it again");
            Thread restarting = new Thread(this::restart, "trial-database-restart");
            restarting.setDaemon(true);
            restarting.start();
        });
    }

    /** A full disk, say, is freed in a minute or in a day: it is tried until it works, ever less often. */
    private void restart() {
        long pause = SHORTEST_PAUSE_MILLIS;
        boolean isTold = false;
        while (!stopping.get()) {
            try {
                database.restart();
                if (!stopping.get()) {
                    LOG.warn("The embedded PostgreSQL is back");
                    restartWhenKilled();
                }
                return;
            } catch (RuntimeException e) {
                if (!isTold) {
                    LOG.warnf("%s It is tried again until it starts.", e.getMessage());
                    isTold = true;
                }
            }
            try {
                if (stopped.await(pause, TimeUnit.MILLISECONDS)) {
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    private void awaitStop() {
        try {
            stopped.await(STOP_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
