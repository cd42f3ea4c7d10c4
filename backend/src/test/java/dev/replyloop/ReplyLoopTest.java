package dev.replyloop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a person sees who starts ReplyLoop without a usable database. */
class ReplyLoopTest {

    @Test
    void aMissingDatabaseStopsTheStartWithOneSentence() throws Exception {
        assertEquals(
                List.of("ReplyLoop did not start. No database is set: name it in replyloop.database-url"
                        + " (environment: REPLYLOOP_DATABASE_URL), such as"
                        + " postgresql://user:password@host:5432/replyloop,"
                        + " or try ReplyLoop with `make run`, which brings its own."),
                failedStart(Map.of()));
    }

    @Test
    void anUnreachableDatabaseStopsTheStartWithOneSentenceAndNoPassword() throws Exception {
        assertEquals(
                List.of("ReplyLoop did not start. The database server at 127.0.0.1:1 (replyloop.database-url)"
                        + " can't be reached: nobody answers there."),
                failedStart(Map.of("REPLYLOOP_DATABASE_URL", "postgresql://ana:sesame@127.0.0.1:1/replyloop")));
    }

    private static List<String> failedStart(Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReplyLoop.class.getName())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("REPLYLOOP_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (BufferedReader output = process.inputReader()) {
            List<String> lines = output.lines().toList();
            assertEquals(1, process.waitFor());
            assertTrue(lines.stream().noneMatch(line -> line.contains("sesame")), () -> String.join("\n", lines));
            return lines;
        }
    }
}
