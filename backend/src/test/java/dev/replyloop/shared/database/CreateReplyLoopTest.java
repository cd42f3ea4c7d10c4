package dev.replyloop.shared.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.replyloop.testing.Sql;
import dev.replyloop.trial.EmbeddedDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** What the production shape's database is made by: the SQL of {@code database/create-replyloop.sh}, under other names. */
class CreateReplyLoopTest {

    private static final String NAME = "shop";
    private static final String PASSWORD = "it's a $ecret";

    @Test
    void theRoleOwnsItsDatabaseAloneAndCanMigrateIt() throws Exception {
        String script = Files.readString(Path.of("database", "create-replyloop.sh"));
        String sql = script.substring(script.indexOf("<<'SQL'\n") + "<<'SQL'\n".length(), script.lastIndexOf("SQL"))
                .replace("replyloop", NAME)
                .replace(":'password'", "'" + PASSWORD.replace("'", "''") + "'");
        try (EmbeddedDatabase server =
                EmbeddedDatabase.start(EmbeddedDatabase.Settings.temporary(Path.of("target", "embedded-postgres")))) {
            for (String statement : sql.split(";\\s*\n")) {
                Sql.execute(server.superuserUrl(), statement);
            }
            assertEquals(
                    "false false false false",
                    Sql.text(
                            server.superuserUrl(),
                            "SELECT concat_ws(' ', rolsuper::text, rolcreatedb::text, rolcreaterole::text,"
                                    + " rolreplication::text) FROM pg_roles WHERE rolname = '" + NAME + "'"));
            String jdbc = "jdbc:postgresql://127.0.0.1:" + server.port() + "/";
            Flyway.configure().dataSource(jdbc + NAME, NAME, PASSWORD).load().migrate();
            assertThrows(
                    SQLException.class,
                    () -> java.sql.DriverManager.getConnection(jdbc + "postgres", NAME, PASSWORD)
                            .close());
        }
    }
}
