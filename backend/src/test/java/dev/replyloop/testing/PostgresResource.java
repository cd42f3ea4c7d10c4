package dev.replyloop.testing;

import dev.replyloop.shared.database.DatabaseSetting;
import dev.replyloop.trial.EmbeddedDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * Gives the application under test a PostgreSQL of its own: one for all tests of a virtual machine. One role migrates, and the
 * application's may do no more than it must, so that every test shows that it can. The URL in the settings is the owner's.
 */
public class PostgresResource implements QuarkusTestResourceLifecycleManager {

    /** The role that the application connects as. */
    public static final String APPLICATION = "replyloop_application";

    private EmbeddedDatabase database;

    @Override
    public Map<String, String> start() {
        database = EmbeddedDatabase.start(EmbeddedDatabase.Settings.temporary(Path.of("target", "embedded-postgres")));
        try {
            Sql.execute(
                    database.superuserUrl(), "CREATE ROLE " + APPLICATION + " LOGIN PASSWORD '" + APPLICATION + "'");
        } catch (SQLException e) {
            database.close();
            throw new IllegalStateException("The application's role can't be made", e);
        }
        DatabaseSetting owner = DatabaseSetting.from(
                name -> name.equals(DatabaseSetting.URL) ? Optional.of(database.url()) : Optional.empty());
        return Map.of(
                DatabaseSetting.URL,
                database.url(),
                DatabaseSetting.USERNAME,
                APPLICATION,
                DatabaseSetting.PASSWORD,
                APPLICATION,
                DatabaseSetting.MIGRATION_USERNAME,
                owner.username().orElseThrow(),
                DatabaseSetting.MIGRATION_PASSWORD,
                owner.password().orElseThrow());
    }

    @Override
    public void stop() {
        if (database != null) {
            database.close();
        }
    }
}
