package dev.replyloop.shared.database;

import dev.replyloop.shared.SqlFile;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/** Grants the application's role what it needs, after every migration. */
final class ApplicationGrants implements Callback {

    private static final String GRANT = SqlFile.read("database/grant-application.sql");

    private final String application;
    private final String migrator;

    /**
     * @param application the role that the pools connect as
     * @param migrator the role that Flyway connects as
     */
    ApplicationGrants(String application, String migrator) {
        this.application = application;
        this.migrator = migrator;
    }

    @Override
    public String getCallbackName() {
        return "grants";
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.AFTER_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        try {
            grant(context.getConnection());
        } catch (SQLException e) {
            throw new UnusableDatabaseException(
                    "The role '" + migrator + "' can't give '" + application + "' what it needs: " + e.getMessage(), e);
        }
    }

    private void grant(Connection connection) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            // Two instances that start at once would change the same rows of the catalog.
            statement.execute(AdvisoryLock.GRANTS.lockForTransaction());
            statement.execute(GRANT.replace(":schema", quoted(connection, connection.getSchema()))
                    .replace(":application", quoted(connection, application)));
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(autoCommit);
        }
    }

    private static String quoted(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.enquoteIdentifier(name, true);
        }
    }
}
