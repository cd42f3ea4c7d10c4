package dev.replyloop.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** How long a scenario goes on, and its line in the report where one was asked for. */
final class Scenario implements TestWatcher {

    private static final int SHORT_SECONDS = 4;

    private String figures = "";

    /** For how long there is load: {@code chaos.seconds}, or a few seconds. */
    static Duration time() {
        return Duration.ofSeconds(Integer.getInteger("chaos.seconds", SHORT_SECONDS));
    }

    static boolean isLong() {
        return time().toSeconds() > SHORT_SECONDS;
    }

    /** What there is to tell about how it went. */
    void tell(String format, Object... values) {
        figures = String.format(Locale.ROOT, format, values);
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        report("passed  " + context.getDisplayName() + ": " + figures);
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        report("FAILED  " + context.getDisplayName() + ": " + cause.getMessage()
                + (figures.isEmpty() ? "" : "; " + figures));
    }

    private static void report(String line) {
        Optional.ofNullable(System.getProperty("chaos.report")).map(Path::of).ifPresent(file -> {
            try {
                Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
