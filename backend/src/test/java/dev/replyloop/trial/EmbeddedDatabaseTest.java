package dev.replyloop.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.shared.database.UnusableDatabaseException;
import dev.replyloop.testing.Eventually;
import dev.replyloop.testing.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server of a trial is like while it runs; {@link EmbeddedDatabaseRecoveryTest} has how it comes and goes. */
class EmbeddedDatabaseTest {

    private static final String PERSONAL = "my number is 5550100";

    private static EmbeddedDatabase database;

    @BeforeAll
    static void start() {
        database = EmbeddedDatabase.start(EmbeddedDatabase.Settings.temporary(Path.of("target", "embedded-postgres")));
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource({
        "fsync, on",
        "synchronous_commit, on",
        "full_page_writes, on",
        "data_checksums, on",
        "listen_addresses, 127.0.0.1",
        "unix_socket_directories, ''",
        "server_encoding, UTF8",
        "TimeZone, UTC",
    })
    void runsWith(String setting, String value) throws SQLException {
        assertEquals(value, Sql.text(database.superuserUrl(), "SHOW " + setting));
    }

    @Test
    void isPostgres18() throws SQLException {
        assertTrue(Sql.text(database.url(), "SHOW server_version").startsWith("18."));
    }

    @Test
    void foldsCaseBeyondAscii() throws SQLException {
        assertEquals("grüße жщ çğ", Sql.text(database.url(), "SELECT lower('GRÜßE ЖЩ ÇĞ')"));
        assertEquals("t", Sql.text(database.url(), "SELECT 'GRÜSSE ЖЩ' ILIKE '%grüsse жщ%'"));
    }

    @Test
    void givesTheApplicationNoMoreThanItsOwnDatabase() throws SQLException {
        assertEquals("off", Sql.text(database.url(), "SHOW is_superuser"));
        assertEquals(
                "replyloop",
                Sql.text(
                        database.url(),
                        "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"));
    }

    @Test
    void letsNobodyInWithoutThePassword() {
        String withoutPassword = database.url().replaceFirst(":[0-9a-f]{32}@", ":wrong@");
        SQLException refusal = assertThrows(SQLException.class, () -> Sql.text(withoutPassword, "SELECT 'inside'"));
        assertEquals("28P01", refusal.getSQLState());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO said VALUES ('" + PERSONAL + "')",
                "INSERT INTO said VALUES (repeat('x', 20) || '" + PERSONAL + "')",
                "SELECT '" + PERSONAL + "'::uuid",
                "SELECT '" + PERSONAL + "' FROM missing",
                "DO $$ BEGIN RAISE EXCEPTION 'bad: %', '" + PERSONAL + "'; END $$",
            })
    void keepsTextsOutOfItsLog(String failing) throws SQLException, IOException {
        Sql.execute(
                database.url(),
                "CREATE TABLE IF NOT EXISTS said (text text PRIMARY KEY, CONSTRAINT short CHECK (length(text) < 25))",
                "INSERT INTO said VALUES ('" + PERSONAL + "') ON CONFLICT DO NOTHING");

        SQLException failure = assertThrows(SQLException.class, () -> Sql.execute(database.url(), failing));

        assertTrue(String.valueOf(failure).contains("ERROR"), "the client is told");
        assertLogIsFreeOfTexts();
    }

    @Test
    void keepsTheStatementOfACrashedWorkerOutOfItsLog() throws SQLException, IOException {
        String crashing = "DO $$ BEGIN PERFORM '" + PERSONAL + "'; EXECUTE format('COPY (SELECT 1) TO PROGRAM %L',"
                + " 'kill -9 ' || pg_backend_pid()); END $$";

        assertThrows(SQLException.class, () -> Sql.execute(database.superuserUrl(), crashing));

        Eventually.holds(
                "the crash is in the log",
                () -> Files.readString(database.log()).contains("was terminated by signal 9"));
        Sql.awaitReady(database.url());
        assertLogIsFreeOfTexts();
    }

    @Test
    void refusesASecondStartOnItsDirectory() {
        Path directory = database.log().getParent();
        UnusableDatabaseException refusal = assertThrows(
                UnusableDatabaseException.class,
                () -> EmbeddedDatabase.start(EmbeddedDatabase.Settings.kept(directory)));
        assertEquals(
                "Another ReplyLoop is using the data directory " + directory
                        + ": stop that one first, or name another directory in replyloop.trial.data-directory.",
                refusal.getMessage());
    }

    private static void assertLogIsFreeOfTexts() throws IOException {
        List<String> log = Files.readAllLines(database.log());
        assertTrue(log.stream().anyMatch(line -> line.contains("ready to accept connections")), "is the log");
        assertFalse(log.stream().anyMatch(line -> line.contains(PERSONAL)), () -> String.join("\n", log));
    }
}
