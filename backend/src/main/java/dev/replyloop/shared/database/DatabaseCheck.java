package dev.replyloop.shared.database;

import dev.replyloop.shared.SqlFile;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/** Tries the database before the application starts, so that a wrong setting is told in a sentence. */
public final class DatabaseCheck {

    private static final int OLDEST_VERSION = 18;
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final Duration RETRY_PAUSE = Duration.ofMillis(500);

    /** What the search index is made of: part of PostgreSQL, but on some systems of a package of its own. */
    private static final String MISSING_EXTENSIONS =
            "SELECT string_agg(needed.name, ' and ') FROM unnest(ARRAY['pg_trgm', 'btree_gin']) AS needed (name)"
                    + " WHERE needed.name NOT IN (SELECT name FROM pg_available_extensions)";

    private static final String OWNED = SqlFile.read("database/owned-by-application.sql");

    private static final String INVALID_PASSWORD = "28P01";
    private static final String INVALID_AUTHORIZATION = "28000";

    /** Also what the driver says when the server asks for a password and it has none. */
    private static final String REJECTED = "08004";

    private static final String NO_SUCH_DATABASE = "3D000";
    private static final String STARTING_UP = "57P03";

    private DatabaseCheck() {}

    /**
     * Returns when the database can be used.
     *
     * @param patience how long to wait for a server that is there but still starting
     * @throws UnusableDatabaseException if it can't
     */
    public static void check(DatabaseSetting setting, Duration patience) {
        Instant end = Instant.now().plus(patience);
        while (true) {
            try {
                connectAndCheck(setting);
                return;
            } catch (SQLException e) {
                if (!STARTING_UP.equals(e.getSQLState()) || Instant.now().isAfter(end)) {
                    throw new UnusableDatabaseException(reason(setting, e), e);
                }
                pause();
            }
        }
    }

    /**
     * Returns when another role may migrate for the application's, which then owns nothing.
     *
     * @param migrations the database as the role that migrates
     * @param application the database as the application's role, which has a name
     * @throws UnusableDatabaseException if the application's role owns what it is not to change
     */
    public static void checkRoles(DatabaseSetting migrations, DatabaseSetting application) {
        try (Connection connection = DriverManager.getConnection(migrations.jdbcUrl(), properties(migrations));
                PreparedStatement statement = connection.prepareStatement(OWNED)) {
            String role = application.username().orElseThrow();
            statement.setString(1, role);
            try (ResultSet rows = statement.executeQuery()) {
                if (rows.next()) {
                    throw new UnusableDatabaseException("The role '" + role + "' owns " + rows.getString(1)
                            + ", or may act as its owner, so that it could change the audit log. Give it to the role that migrates, as a"
                            + " superuser: REASSIGN OWNED BY " + statement.enquoteIdentifier(role, true) + " TO "
                            + statement.enquoteIdentifier(migrations.username().orElseThrow(), true) + ";");
                }
            }
        } catch (SQLException e) {
            throw new UnusableDatabaseException(reason(migrations, e), e);
        }
    }

    private static void connectAndCheck(DatabaseSetting setting) throws SQLException {
        try (Connection connection = DriverManager.getConnection(setting.jdbcUrl(), properties(setting));
                Statement statement = connection.createStatement()) {
            checkVersion(setting, connection.getMetaData().getDatabaseMajorVersion());
            try (ResultSet encoding = statement.executeQuery("SHOW server_encoding")) {
                encoding.next();
                if (!encoding.getString(1).equals("UTF8")) {
                    throw new UnusableDatabaseException("The database '" + setting.database() + "' is encoded in "
                            + encoding.getString(1) + ", and ReplyLoop needs UTF8.");
                }
            }
            try (ResultSet missing = statement.executeQuery(MISSING_EXTENSIONS)) {
                missing.next();
                if (missing.getString(1) != null) {
                    throw new UnusableDatabaseException("The server at " + setting.where() + " lacks "
                            + missing.getString(1)
                            + ", which ReplyLoop searches with: install PostgreSQL's contrib extensions there.");
                }
            }
        }
    }

    static void checkVersion(DatabaseSetting setting, int version) {
        if (version < OLDEST_VERSION) {
            throw new UnusableDatabaseException("The server at " + setting.where() + " is PostgreSQL " + version
                    + ", and ReplyLoop needs " + OLDEST_VERSION + " or newer.");
        }
    }

    private static Properties properties(DatabaseSetting setting) {
        Properties properties = new Properties();
        setting.username().ifPresent(name -> properties.setProperty("user", name));
        setting.password().ifPresent(secret -> properties.setProperty("password", secret));
        properties.setProperty("connectTimeout", Long.toString(CONNECT_LIMIT.toSeconds()));
        properties.setProperty("loginTimeout", Long.toString(CONNECT_LIMIT.toSeconds()));
        return properties;
    }

    private static String reason(DatabaseSetting setting, SQLException failure) {
        String server = "The database server at " + setting.where() + " (" + DatabaseSetting.URL + ") ";
        String state = Optional.ofNullable(failure.getSQLState()).orElse("");
        if (state.equals(REJECTED) && setting.password().isEmpty()) {
            state = INVALID_PASSWORD;
        }
        return switch (state) {
            case INVALID_PASSWORD, INVALID_AUTHORIZATION ->
                server + "does not let "
                        + setting.username().map(name -> "user '" + name + "'").orElse("anybody without a name")
                        + " in: "
                        + (setting.password().isPresent() ? "check name and password." : "no password is set.");
            case NO_SUCH_DATABASE -> server + "has no database '" + setting.database() + "'.";
            case STARTING_UP -> server + "is still starting, or stopping.";
            default -> server + (isUnreachable(state) ? unreachable(failure) : "can't be used: " + firstLine(failure));
        };
    }

    private static boolean isUnreachable(String state) {
        return state.startsWith("08");
    }

    private static String unreachable(SQLException failure) {
        if (failure.getCause() instanceof UnknownHostException) {
            return "can't be reached: nobody knows that host.";
        }
        if (failure.getCause() instanceof ConnectException) {
            return "can't be reached: nobody answers there.";
        }
        return "can't be connected to: " + firstLine(failure);
    }

    private static String firstLine(SQLException failure) {
        String line = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        return line.endsWith(".") ? line : line + ".";
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY_PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnusableDatabaseException("Interrupted while waiting for the database.", e);
        }
    }
}
