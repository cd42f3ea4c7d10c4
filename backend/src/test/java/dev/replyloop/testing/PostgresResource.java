package dev.replyloop.testing;

import dev.replyloop.trial.EmbeddedDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.Map;

/** Gives the application under test a PostgreSQL of its own: one for all tests of a virtual machine. */
public class PostgresResource implements QuarkusTestResourceLifecycleManager {

    private EmbeddedDatabase database;

    @Override
    public Map<String, String> start() {
        database = EmbeddedDatabase.start(EmbeddedDatabase.Settings.temporary(Path.of("target", "embedded-postgres")));
        return Map.of("replyloop.database-url", database.url());
    }

    @Override
    public void stop() {
        if (database != null) {
            database.close();
        }
    }
}
