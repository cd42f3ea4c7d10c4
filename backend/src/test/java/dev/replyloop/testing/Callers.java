package dev.replyloop.testing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;

/** Makes people and sessions in the database, as signing in would: a password takes long to hash. */
public final class Callers {

    /** The token of the settings, in tests that switch access control on. */
    public static final String ADMIN_TOKEN = "a-token-for-tests-with-more-than-32-characters";

    private Callers() {}

    /** @return the id of a new account with these roles, without a password */
    public static UUID person(String email, String... roles) throws SQLException {
        UUID id = UUID.randomUUID();
        try (Connection connection = connect();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO accounts (id, email, name, roles) VALUES (?, ?, ?, ?)")) {
            insert.setObject(1, id);
            insert.setString(2, email);
            insert.setString(3, email);
            insert.setArray(4, connection.createArrayOf("text", roles));
            insert.execute();
        }
        return id;
    }

    /** @return the token that a browser shows which is signed in */
    public static String session(UUID account) throws SQLException {
        String token = UUID.randomUUID().toString();
        try (Connection connection = connect();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO sessions (token_hash, account_id, expires_at) VALUES (?, ?, now() + interval '1 hour')")) {
            insert.setBytes(1, sha256(token));
            insert.setObject(2, account);
            insert.execute();
        }
        return token;
    }

    /** Runs SQL on the database of the application under test. */
    public static void sql(String... statements) throws SQLException {
        Sql.execute(url(), statements);
    }

    /** The first column of the first row. */
    public static String text(String query) throws SQLException {
        return Sql.text(url(), query);
    }

    private static Connection connect() throws SQLException {
        return Sql.connect(url());
    }

    private static String url() {
        return ConfigProvider.getConfig().getValue("replyloop.database-url", String.class);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
