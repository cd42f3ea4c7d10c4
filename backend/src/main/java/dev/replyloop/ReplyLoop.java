package dev.replyloop;

import dev.replyloop.access.CreateSetUpLink;
import dev.replyloop.counters.RebuildCounters;
import dev.replyloop.shared.MaintenanceCommand;
import dev.replyloop.shared.StartRefusedException;
import dev.replyloop.shared.database.DatabaseCheck;
import dev.replyloop.shared.database.DatabaseSetting;
import dev.replyloop.trial.TrialDatabase;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.SmallRyeConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.flywaydb.core.api.FlywayException;

/** Starts ReplyLoop: first the database, which in trial mode is our own, then the application. */
@QuarkusMain
public final class ReplyLoop {

    private static final Duration PATIENCE_WITH_DATABASE = Duration.ofSeconds(60);

    ReplyLoop() {}

    public static void main(String... arguments) {
        System.exit(run(arguments));
    }

    private static int run(String... arguments) {
        SmallRyeConfig config = ConfigUtils.configBuilder().build();
        try (TrialDatabase trial = TrialDatabase.startIfWanted(config)) {
            if (!trial.isRunning()) {
                Function<String, Optional<String>> settings = name -> config.getOptionalValue(name, String.class);
                DatabaseSetting setting = DatabaseSetting.from(settings);
                DatabaseCheck.check(setting, PATIENCE_WITH_DATABASE);
                DatabaseSetting.forMigrations(settings).ifPresent(migrations -> {
                    DatabaseCheck.check(migrations, PATIENCE_WITH_DATABASE);
                    DatabaseCheck.checkRoles(migrations, setting);
                });
            }
            AtomicInteger status = new AtomicInteger();
            AtomicReference<Throwable> failed = new AtomicReference<>();
            Signals.onTermination(Quarkus::asyncExit);
            Quarkus.run(
                    command(arguments),
                    (code, failure) -> {
                        status.set(code);
                        failed.set(failure);
                    },
                    arguments);
            if (failed.get() != null) {
                explain(failed.get());
            }
            return status.get();
        } catch (StartRefusedException e) {
            explain(e);
            return 1;
        }
    }

    /** In a sentence where one will do; what nobody foresaw comes with its stack. */
    private static void explain(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartRefusedException || cause instanceof QuarkusBindException) {
                System.err.println("ReplyLoop did not start. " + cause.getMessage());
                return;
            }
            if (cause instanceof FlywayException migration) {
                System.err.println("ReplyLoop did not start. The database can't be brought to this version's schema: "
                        + firstSentence(migration) + " If another version has changed it, start that one.");
                return;
            }
        }
        System.err.println("ReplyLoop did not start, and this is why:");
        failure.printStackTrace();
    }

    /** What Flyway has to say, in one line and without the way out that only a developer may take. */
    private static String firstSentence(FlywayException failure) {
        String text = String.valueOf(failure.getMessage())
                .replaceFirst("(?s)^Validate failed: Migrations have failed validation\\s*", "")
                .replaceFirst("(?s)\\s*(Need more flexibility|Either revert|If this removal|To ignore).*$", "")
                .strip()
                .replaceAll("\\s*\\R\\s*", "; ")
                .replace("-> ", "");
        return text.endsWith(".") ? text : text + ".";
    }

    /** What to run instead of the service; null for the service itself. */
    private static Class<? extends QuarkusApplication> command(String... arguments) {
        String command = arguments.length == 0 ? "" : arguments[0];
        return switch (command) {
            case RebuildCounters.COMMAND -> {
                System.setProperty(RebuildCounters.SETTING, "true");
                yield alone(RebuildCounters.class);
            }
            case CreateSetUpLink.COMMAND -> alone(CreateSetUpLink.class);
            default -> null;
        };
    }

    /** Without ports, and without what belongs to a service alone. */
    private static Class<? extends QuarkusApplication> alone(Class<? extends QuarkusApplication> command) {
        System.setProperty(MaintenanceCommand.SETTING, "true");
        System.setProperty("quarkus.http.host-enabled", "false");
        System.setProperty("quarkus.management.host-enabled", "false");
        return command;
    }
}
