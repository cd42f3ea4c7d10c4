package dev.replyloop.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.replyloop.shared.database.UnusableDatabaseException;
import dev.replyloop.testing.Eventually;
import dev.replyloop.testing.Sql;
import dev.replyloop.trial.EmbeddedDatabase.Settings;
import dev.replyloop.trial.ServerUser.Owner;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How the server of a trial stops, and how it comes back after whatever was killed. */
class EmbeddedDatabaseRecoveryTest {

    private static final Path PARENT = Path.of("target", "embedded-postgres").toAbsolutePath();

    /** Kept, and started again by every test, since what takes time is making a cluster. */
    private static final Path DIRECTORY = PARENT.resolve("recovery");

    private static final Path CUT_OFF = PARENT.resolve("cut-off");
    private static final Path OUTDATED = PARENT.resolve("outdated");
    private static final Path CLOSED = PARENT.resolve("closed");
    private static final ServerUser.Probe DENIED =
            command -> !command.get(0).equals("unshare") && Commands.succeeds(command);
    private static final Settings SETTINGS = kept(DIRECTORY);

    @BeforeAll
    @AfterAll
    static void startAfresh() throws IOException {
        for (Path directory : List.of(DIRECTORY, CUT_OFF, OUTDATED, CLOSED)) {
            FileTrees.delete(directory);
        }
    }

    @Test
    void keepsItsDataAndLeavesNothingElse() throws Exception {
        ProcessHandle server;
        try (EmbeddedDatabase database = EmbeddedDatabase.start(SETTINGS)) {
            remember(database, "kept");
            server = database.server();
        }
        assertEnded(server);
        assertFalse(Files.exists(postmasterFile()));
        try (EmbeddedDatabase database = EmbeddedDatabase.start(SETTINGS)) {
            assertEquals("kept", remembered(database));
        }
    }

    @Test
    void stopsTheServerOfAKilledProcessAndStartsItsOwn() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Owning.class.getName(),
                DIRECTORY.toString());
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        ProcessHandle orphan;
        try (BufferedReader output = process.inputReader()) {
            assertEquals("started", output.readLine());
            orphan = ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertTrue(orphan.isAlive(), "the server outlives its process");

        try (EmbeddedDatabase database = EmbeddedDatabase.start(SETTINGS)) {
            assertEnded(orphan);
            assertEquals("from the killed process", remembered(database));
        }
    }

    @Test
    void recoversAKilledServerEvenWhileAWorkerOfItIsBusy() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(SETTINGS)) {
            remember(database, "committed before the kill");
            Thread busy = busyWorker(database);
            ProcessHandle server = database.server();

            server.destroyForcibly();
            server.onExit().get(10, TimeUnit.SECONDS);
            database.restart();

            assertEquals("committed before the kill", remembered(database));
            assertTrue(Files.readString(database.log()).contains("automatic recovery in progress"));
            busy.join();
        }
    }

    @Test
    void leavesAStrangerAloneWhoHasTheIdOfAKilledServer() throws Exception {
        int port;
        try (EmbeddedDatabase database = EmbeddedDatabase.start(SETTINGS)) {
            port = database.port();
            remember(database, "kept");
        }
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            Path cluster = DIRECTORY.resolve("cluster");
            List<String> lines =
                    List.of("" + stranger.pid(), cluster.toString(), "0", "" + port, "", "", "0 0", "ready");
            Files.write(postmasterFile(), lines);

            try (EmbeddedDatabase database = EmbeddedDatabase.start(SETTINGS)) {
                assertEquals("kept", remembered(database));
                assertTrue(stranger.isAlive());
            }
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void startsAnewWhereTheFirstStartWasCutOff() throws Exception {
        Files.createDirectories(CUT_OFF.resolve("cluster-unfinished").resolve("base"));
        try (EmbeddedDatabase database = EmbeddedDatabase.start(kept(CUT_OFF))) {
            assertEquals("1", Sql.text(database.url(), "SELECT 1"));
        }
    }

    @Test
    void refusesDataOfAnotherVersion() throws Exception {
        Files.createDirectories(OUTDATED.resolve("cluster"));
        Files.writeString(OUTDATED.resolve("cluster").resolve("PG_VERSION"), "17\n");
        UnusableDatabaseException refusal =
                assertThrows(UnusableDatabaseException.class, () -> EmbeddedDatabase.start(kept(OUTDATED)));
        assertEquals(
                "The data in " + OUTDATED + " was written by PostgreSQL 17, and this is 18:"
                        + " start afresh with `make reset`.",
                refusal.getMessage());
    }

    @Test
    void sweepsTheTemporaryServersOfKilledProcesses() throws Exception {
        Settings abandoned = Settings.temporary(PARENT);
        Files.createDirectories(abandoned.directory().resolve("cluster"));
        try (EmbeddedDatabase database = EmbeddedDatabase.start(Settings.temporary(PARENT))) {
            assertFalse(Files.exists(abandoned.directory()));
            assertTrue(Files.exists(database.log()));
        }
    }

    @Test
    void runsAsNobodyWhereRootIsDeniedANamespace() throws Exception {
        assumeTrue(Owner.ofThisProcess().equals(Owner.ROOT), "only root is in need of it");
        try (EmbeddedDatabase database = EmbeddedDatabase.start(SETTINGS)) {
            remember(database, "written in a namespace");
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.start(SETTINGS, DENIED)) {
            assertEquals("written in a namespace", remembered(database));
            assertEquals(Owner.NOBODY, Owner.of(postmasterFile()));
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.start(SETTINGS)) {
            assertEquals("written in a namespace", remembered(database));
        }
    }

    @Test
    void runsAsNobodyInADirectoryThatOnlyRootEnters() throws Exception {
        assumeTrue(Owner.ofThisProcess().equals(Owner.ROOT), "only root is in need of it");
        Files.createDirectories(CLOSED);
        Files.setPosixFilePermissions(CLOSED, PosixFilePermissions.fromString("rwx------"));
        try (EmbeddedDatabase database = EmbeddedDatabase.start(kept(CLOSED.resolve("data")), DENIED)) {
            assertEquals("1", Sql.text(database.url(), "SELECT 1"));
        }
    }

    /** As a trial's, but small. */
    private static Settings kept(Path directory) {
        return new Settings(directory, 0, "32MB", false);
    }

    private static Thread busyWorker(EmbeddedDatabase database) throws Exception {
        Connection connection = Sql.connect(database.url());
        Thread thread = new Thread(() -> {
            try (connection;
                    Statement statement = connection.createStatement()) {
                statement.execute("SELECT count(*) FROM generate_series(1, 8000000)");
            } catch (SQLException e) {
                // Whether its answer still comes is not what this is about.
            }
        });
        thread.start();
        String running = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%generate_series(1,%'"
                + " AND pid <> pg_backend_pid()";
        Eventually.holds(
                "the worker is busy",
                () -> !Sql.text(database.superuserUrl(), running).equals("0"));
        return thread;
    }

    private static void remember(EmbeddedDatabase database, String text) throws SQLException {
        Sql.execute(
                database.url(),
                "DROP TABLE IF EXISTS memory",
                "CREATE TABLE memory (text text)",
                "INSERT INTO memory VALUES ('" + text + "')");
    }

    private static String remembered(EmbeddedDatabase database) throws SQLException {
        return Sql.text(database.url(), "SELECT text FROM memory");
    }

    private static Path postmasterFile() {
        return DIRECTORY.resolve("cluster").resolve("postmaster.pid");
    }

    /** A dead process whose parent is slow to notice still has an id, but runs no program. */
    private static void assertEnded(ProcessHandle process) {
        assertTrue(process.info().command().isEmpty(), "still running");
    }

    /** A process that starts a server, writes to it, and waits to be killed. */
    static final class Owning {

        private Owning() {}

        public static void main(String... arguments) throws SQLException, InterruptedException {
            EmbeddedDatabase database = EmbeddedDatabase.start(kept(Path.of(arguments[0])));
            remember(database, "from the killed process");
            System.out.println("started");
            System.out.println(database.server().pid());
            Thread.currentThread().join();
        }
    }
}
