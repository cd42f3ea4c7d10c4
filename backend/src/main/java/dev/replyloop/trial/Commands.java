package dev.replyloop.trial;

import dev.replyloop.shared.database.UnusableDatabaseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs short commands to their end. */
final class Commands {

    /** How a command ended and what it said. */
    record Result(int status, String output) {
        boolean succeeded() {
            return status == 0;
        }
    }

    private Commands() {}

    /** Whether the command can be started and ends well. */
    static boolean succeeds(List<String> command) {
        try {
            return run(command, Path.of("/")).succeeded();
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    static Result run(List<String> command, Path workingDirectory) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(workingDirectory.toFile()).redirectErrorStream(true);
        // PostgreSQL's programs take settings from PG… variables: a shell's must not reach this server.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnusableDatabaseException("Interrupted while waiting for " + command.get(0) + ".", e);
        }
    }
}
