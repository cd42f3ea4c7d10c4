package dev.replyloop.chaos;

import dev.replyloop.testing.Sql;
import dev.replyloop.trial.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The PostgreSQL that all scenarios share: each looks at its own feedback, and every counter must agree after each. */
final class Postgres {

    private static EmbeddedDatabase database;

    private Postgres() {}

    /** As {@code replyloop.database-url} takes it; the server is started at the first call and stopped at the exit. */
    static synchronized String url() {
        return database().url();
    }

    /** Kills the main process; its workers end when they notice. */
    static synchronized void kill() throws Exception {
        ProcessHandle server = database().server();
        server.destroyForcibly();
        server.onExit().get(10, TimeUnit.SECONDS);
    }

    /** Kills one process that writes for somebody; PostgreSQL then ends all others, recovers, and goes on by itself. */
    static synchronized void killWorker() throws Exception {
        String pid = Sql.text(
                database().superuserUrl(),
                "SELECT max(pid) FROM pg_stat_activity WHERE usename = 'replyloop' AND query LIKE '%training_prompts%'");
        ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
    }

    /** Starts it again after {@link #kill}, and returns when it takes connections. */
    static synchronized void revive() {
        database().restart();
    }

    /** Stops every process of it in the middle of whatever it does. Nobody's connection is closed by that. */
    static synchronized void freeze() throws Exception {
        signal("-STOP");
    }

    static synchronized void thaw() throws Exception {
        signal("-CONT");
    }

    /** Makes each commit of new connections take so long at least. */
    static synchronized void delayCommits(Duration delay) throws SQLException {
        Sql.execute(
                database().superuserUrl(),
                "ALTER ROLE replyloop SET commit_siblings = 0",
                "ALTER ROLE replyloop SET commit_delay = " + TimeUnit.MICROSECONDS.convert(delay));
    }

    /** New connections commit as quickly as they can again. */
    static synchronized void hurryCommits() throws SQLException {
        Sql.execute(database().superuserUrl(), "ALTER ROLE replyloop RESET ALL");
    }

    private static EmbeddedDatabase database() {
        if (database == null) {
            database =
                    EmbeddedDatabase.start(EmbeddedDatabase.Settings.temporary(Path.of("target", "embedded-postgres")));
        }
        return database;
    }

    private static void signal(String signal) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", signal));
        ProcessHandle server = database().server();
        Stream.concat(Stream.of(server), server.descendants())
                .map(process -> Long.toString(process.pid()))
                .forEach(command::add);
        new ProcessBuilder(command).start().waitFor();
    }
}
