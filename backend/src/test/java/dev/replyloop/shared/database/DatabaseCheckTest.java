package dev.replyloop.shared.database;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.replyloop.testing.Sql;
import dev.replyloop.trial.EmbeddedDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DatabaseCheckTest {

    private static EmbeddedDatabase database;
    private static String server;

    @BeforeAll
    static void start() {
        database = EmbeddedDatabase.start(EmbeddedDatabase.Settings.temporary(Path.of("target", "embedded-postgres")));
        server = "The database server at 127.0.0.1:" + database.port() + " (replyloop.database-url) ";
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void takesAUsableDatabase() {
        assertDoesNotThrow(() -> DatabaseCheck.check(setting(database.url()), Duration.ZERO));
    }

    @Test
    void tellsAWrongPassword() {
        String url = database.url().replaceFirst(":[0-9a-f]{32}@", ":sesame@");
        assertEquals(server + "does not let user 'replyloop' in: check name and password.", refusal(url));
    }

    @Test
    void tellsAMissingPassword() {
        String url = database.url().replaceFirst(":[0-9a-f]{32}@", "@");
        assertEquals(server + "does not let user 'replyloop' in: no password is set.", refusal(url));
    }

    @Test
    void tellsAMissingDatabase() {
        String url = database.url().replace("/replyloop?", "/elsewhere?");
        assertEquals(server + "has no database 'elsewhere'.", refusal(url));
    }

    @Test
    void tellsAnotherEncoding() throws SQLException {
        Sql.execute(
                database.superuserUrl(),
                "CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0 LOCALE_PROVIDER libc LOCALE 'C'");
        assertEquals(
                "The database 'latin' is encoded in LATIN1, and ReplyLoop needs UTF8.",
                refusal(database.url().replace("/replyloop?", "/latin?")));
    }

    @Test
    void tellsAnOldServer() {
        UnusableDatabaseException refusal = assertThrows(
                UnusableDatabaseException.class, () -> DatabaseCheck.checkVersion(setting(database.url()), 17));
        assertEquals(
                "The server at 127.0.0.1:" + database.port() + " is PostgreSQL 17, and ReplyLoop needs 18 or newer.",
                refusal.getMessage());
    }

    @Test
    void tellsThatNobodyListens() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertEquals(
                "The database server at 127.0.0.1:" + port
                        + " (replyloop.database-url) can't be reached: nobody answers there.",
                refusal("postgresql://ana:sesame@127.0.0.1:" + port + "/replyloop"));
    }

    @Test
    void tellsAnUnknownHost() {
        assertEquals(
                "The database server at nowhere.invalid:5432 (replyloop.database-url) can't be reached:"
                        + " nobody knows that host.",
                refusal("postgresql://ana:sesame@nowhere.invalid/replyloop"));
    }

    private static String refusal(String url) {
        String message = assertThrows(
                        UnusableDatabaseException.class, () -> DatabaseCheck.check(setting(url), Duration.ZERO))
                .getMessage();
        assertFalse(message.contains("sesame"), message);
        return message;
    }

    private static DatabaseSetting setting(String url) {
        return DatabaseSetting.from(name -> name.equals(DatabaseSetting.URL) ? Optional.of(url) : Optional.empty());
    }
}
