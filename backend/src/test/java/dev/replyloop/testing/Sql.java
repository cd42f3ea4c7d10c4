package dev.replyloop.testing;

import dev.replyloop.shared.database.DatabaseSetting;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** Plain SQL on a database that is named as {@code replyloop.database-url} names it. */
public final class Sql {

    private Sql() {}

    /** The first column of the first row, as PostgreSQL writes it. */
    public static String text(String url, String query) throws SQLException {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Runs the statements, each on its own, on one connection. */
    public static void execute(String url, String... statements) throws SQLException {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Waits until the server takes connections again. */
    public static void awaitReady(String url) {
        Eventually.holds(
                "the server takes connections",
                () -> text(url, "SELECT 'ready'").equals("ready"));
    }

    /** A connection of its own. */
    public static Connection connect(String url) throws SQLException {
        DatabaseSetting setting =
                DatabaseSetting.from(name -> name.equals(DatabaseSetting.URL) ? Optional.of(url) : Optional.empty());
        return DriverManager.getConnection(
                setting.jdbcUrl(),
                setting.username().orElse(null),
                setting.password().orElse(null));
    }
}
