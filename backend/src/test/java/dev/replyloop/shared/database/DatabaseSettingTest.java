package dev.replyloop.shared.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.pgclient.PgConnectOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.Driver;

class DatabaseSettingTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // url, host, port, database, username, password
                "postgresql://ana:secret@db.example.org:6432/replyloop, db.example.org, 6432, replyloop, ana, secret",
                "postgres://ana:secret@db/replyloop, db, 5432, replyloop, ana, secret",
                "postgresql://db_1/replyloop, db_1, 5432, replyloop, -, -",
                "postgresql://ana@10.0.0.7/replyloop, 10.0.0.7, 5432, replyloop, ana, -",
                "postgresql://ana:p%40ss%3A%2F%25w+rd@db/replyloop, db, 5432, replyloop, ana, p@ss:/%w+rd",
                "postgresql://gr%C3%BCn:%24%7Bx%7D%5C@db/replyloop, db, 5432, replyloop, grün, ${x}\\",
                "postgresql://ana:x@[2001:db8::7]:6432/replyloop, [2001:db8::7], 6432, replyloop, ana, x",
                "postgresql://ana:x@[::1]/reply%20loop, [::1], 5432, reply loop, ana, x",
            })
    void bothClientsReadWhatWasSet(
            String url, String host, int port, String database, String username, String password) {
        DatabaseSetting setting = DatabaseSetting.from(only(url));
        assertEquals(host, setting.host());
        assertEquals(Optional.ofNullable(username), setting.username());
        assertEquals(Optional.ofNullable(password), setting.password());

        Properties jdbc = Driver.parseURL(setting.jdbcUrl(), new Properties());
        assertEquals(host, jdbc.getProperty("PGHOST"));
        assertEquals(Integer.toString(port), jdbc.getProperty("PGPORT"));
        assertEquals(database, jdbc.getProperty("PGDBNAME"));

        PgConnectOptions reactive = PgConnectOptions.fromUri(setting.reactiveUrl());
        assertEquals(host.replaceAll("[\\[\\]]", ""), reactive.getHost());
        assertEquals(port, reactive.getPort());
        assertEquals(database, reactive.getDatabase());
    }

    @Test
    void nameAndPasswordMayComeFromElsewhere() {
        Map<String, String> settings = new HashMap<>();
        settings.put(DatabaseSetting.URL, "postgresql://somebody:else@db/replyloop");
        settings.put(DatabaseSetting.USERNAME, "ana");
        settings.put(DatabaseSetting.PASSWORD, "p%40ss");

        DatabaseSetting setting = DatabaseSetting.from(name -> Optional.ofNullable(settings.get(name)));

        assertEquals(Optional.of("ana"), setting.username());
        assertEquals(Optional.of("p%40ss"), setting.password(), "taken as it is, not decoded");
    }

    @Test
    void anotherRoleMayMigrate(@TempDir Path directory) throws IOException {
        Map<String, String> settings = new HashMap<>();
        settings.put(DatabaseSetting.URL, "postgresql://ana:secret@db:6432/replyloop?sslmode=require");
        assertEquals(Optional.empty(), migrations(settings), "the application's own, where none is set");

        settings.put(DatabaseSetting.MIGRATION_USERNAME, "owner");
        settings.put(
                DatabaseSetting.MIGRATION_PASSWORD_FILE,
                Files.writeString(directory.resolve("password"), "p@ss\n").toString());
        DatabaseSetting owner = migrations(settings).orElseThrow();
        assertEquals(Optional.of("owner"), owner.username());
        assertEquals(Optional.of("p@ss"), owner.password());
        assertEquals(
                DatabaseSetting.from(only(settings.get(DatabaseSetting.URL))).jdbcUrl(), owner.jdbcUrl());

        settings.put(DatabaseSetting.MIGRATION_USERNAME, "ana");
        assertEquals(Optional.empty(), migrations(settings), "the same role twice is one");
    }

    @Test
    void whatAnotherRoleMigratesForMustHaveAName() {
        Map<String, String> settings =
                Map.of(DatabaseSetting.URL, "postgresql://db/replyloop", DatabaseSetting.MIGRATION_USERNAME, "owner");
        UnusableDatabaseException refusal = assertThrows(UnusableDatabaseException.class, () -> migrations(settings));
        assertTrue(
                refusal.getMessage().contains("replyloop.migration-username needs replyloop.database-username"),
                refusal::getMessage);
    }

    private static Optional<DatabaseSetting> migrations(Map<String, String> settings) {
        return DatabaseSetting.forMigrations(name -> Optional.ofNullable(settings.get(name)));
    }

    @ParameterizedTest
    @CsvSource({
        "'', prefer, true",
        "?sslmode=disable, disable, true",
        "?sslmode=require, require, true",
    })
    void encryptionIsTheSameForBoth(String parameters, String mode, String trustAll) {
        DatabaseSetting setting = DatabaseSetting.from(only("postgresql://ana:x@db/replyloop" + parameters));
        assertEquals(mode, Driver.parseURL(setting.jdbcUrl(), new Properties()).getProperty("sslmode"));
        assertEquals(mode, setting.quarkusSettings().get("quarkus.datasource.reactive.postgresql.ssl-mode"));
        assertEquals(trustAll, setting.quarkusSettings().get("quarkus.datasource.reactive.trust-all"));
    }

    @Test
    void aVerifiedServerIsVerifiedByBoth(@TempDir Path directory) throws IOException {
        Path certificate = Files.createFile(directory.resolve("root & branch.pem"));
        String encoded = certificate.toString().replace(" ", "%20").replace("&", "%26");

        DatabaseSetting setting = DatabaseSetting.from(
                only("postgresql://ana:x@db/replyloop?sslmode=verify-full&sslrootcert=" + encoded));

        Properties jdbc = Driver.parseURL(setting.jdbcUrl(), new Properties());
        assertEquals("verify-full", jdbc.getProperty("sslmode"));
        assertEquals(certificate.toString(), jdbc.getProperty("sslrootcert"));
        Map<String, String> quarkus = setting.quarkusSettings();
        assertEquals(certificate.toString(), quarkus.get("quarkus.datasource.reactive.trust-certificate-pem.certs"));
        assertEquals("HTTPS", quarkus.get("quarkus.datasource.reactive.hostname-verification-algorithm"));
        assertFalse(quarkus.containsKey("quarkus.datasource.reactive.trust-all"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mysql://ana:sesame@db/replyloop | is not of the form",
                "jdbc:postgresql://db/replyloop | is not of the form",
                "postgresql://ana:sesame@db | is not of the form",
                "postgresql://ana:sesame@me@db/replyloop | is not of the form",
                "postgresql://ana:sesame@db:port/replyloop | is not of the form",
                "postgresql://ana:sesame@db:70000/replyloop | names port 70000",
                "postgresql://ana:sesame%@db/replyloop | has a % that is not followed",
                "postgresql://ana:sesame@db/replyloop?ssl=true | knows no parameter 'ssl'",
                "postgresql://ana:sesame@db/replyloop?sslmode | has a parameter without a value",
                "postgresql://ana:sesame@db/replyloop?sslmode=on | knows no sslmode 'on'",
                "postgresql://ana:sesame@db/replyloop?sslmode=verify-full | asks for sslmode=verify-full, which needs sslrootcert=",
                "postgresql://ana:sesame@db/replyloop?sslmode=verify-ca&sslrootcert=/none | asks for sslmode=verify-ca, which needs sslrootcert=",
            })
    void aWrongSettingIsToldWithoutItsSecret(String url, String reason) {
        UnusableDatabaseException refusal =
                assertThrows(UnusableDatabaseException.class, () -> DatabaseSetting.from(only(url)));
        assertTrue(
                refusal.getMessage().startsWith("The setting replyloop.database-url " + reason), refusal::getMessage);
        assertFalse(refusal.getMessage().contains("sesame"), refusal::getMessage);
        assertFalse(refusal.getMessage().contains("\n"), refusal::getMessage);
    }

    @Test
    void aMissingSettingIsNamed() {
        for (String blank : new String[] {null, "", "  "}) {
            UnusableDatabaseException refusal =
                    assertThrows(UnusableDatabaseException.class, () -> DatabaseSetting.from(only(blank)));
            assertTrue(
                    refusal.getMessage()
                            .startsWith("No database is set: name it in replyloop.database-url"
                                    + " (environment: REPLYLOOP_DATABASE_URL)"),
                    refusal::getMessage);
        }
    }

    @Test
    void namesNoSecretWhenPrinted() {
        DatabaseSetting setting = DatabaseSetting.from(only("postgresql://ana:sesame@db/replyloop"));
        assertEquals("postgresql://db:5432/replyloop", setting.toString());
    }

    private static Function<String, Optional<String>> only(String url) {
        return name -> name.equals(DatabaseSetting.URL) ? Optional.ofNullable(url) : Optional.empty();
    }

    @Test
    void readsThePasswordFromAFile(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("password"), "p ä$s\n");
        Map<String, String> settings = new HashMap<>(Map.of(
                DatabaseSetting.URL,
                "postgresql://ana:old@db/replyloop",
                DatabaseSetting.PASSWORD_FILE,
                file.toString()));
        assertEquals(
                Optional.of("p ä$s"),
                DatabaseSetting.from(name -> Optional.ofNullable(settings.get(name)))
                        .password());
        settings.put(DatabaseSetting.PASSWORD_FILE, directory.resolve("none").toString());
        UnusableDatabaseException refused = assertThrows(
                UnusableDatabaseException.class,
                () -> DatabaseSetting.from(name -> Optional.ofNullable(settings.get(name))));
        assertTrue(refused.getMessage().startsWith("The file that the setting replyloop.database-password-file names"));
    }
}
