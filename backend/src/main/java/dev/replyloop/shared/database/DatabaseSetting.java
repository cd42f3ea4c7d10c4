package dev.replyloop.shared.database;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The database that ReplyLoop works on, as {@code replyloop.database-url} names it:
 * {@code postgresql://user:password@host:5432/database?sslmode=require}.
 *
 * @param host a name or an address, IPv6 in brackets
 * @param sslRootCertificate the PEM file that {@code verify-ca} and {@code verify-full} check the server by
 */
public record DatabaseSetting(
        String host,
        int port,
        String database,
        Optional<String> username,
        Optional<String> password,
        SslMode sslMode,
        Optional<Path> sslRootCertificate) {

    public static final String URL = "replyloop.database-url";
    public static final String USERNAME = "replyloop.database-username";
    public static final String PASSWORD = "replyloop.database-password";
    public static final String PASSWORD_FILE = "replyloop.database-password-file";
    public static final String MIGRATION_USERNAME = "replyloop.migration-username";
    public static final String MIGRATION_PASSWORD = "replyloop.migration-password";
    public static final String MIGRATION_PASSWORD_FILE = "replyloop.migration-password-file";

    private static final String EXAMPLE = "postgresql://user:password@host:5432/replyloop";
    private static final int DEFAULT_PORT = 5432;
    private static final int GREATEST_PORT = 65_535;

    private static final Pattern SYNTAX =
            Pattern.compile("postgres(?:ql)?://(?:(?<user>[^:@/?#]*)(?::(?<password>[^@/?#]*))?@)?"
                    + "(?<host>\\[[0-9a-fA-F:.]+]|[^:@/?#\\[\\]]+)(?::(?<port>[0-9]{1,5}))?"
                    + "/(?<database>[^/?#]+)(?:\\?(?<parameters>[^#]*))?");

    /** How far the connection is encrypted and the server is checked; the words are PostgreSQL's. */
    public enum SslMode {
        DISABLE,
        ALLOW,
        PREFER,
        REQUIRE,
        VERIFY_CA,
        VERIFY_FULL;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        boolean verifies() {
            return this == VERIFY_CA || this == VERIFY_FULL;
        }

        static SslMode of(String word) {
            return List.of(values()).stream()
                    .filter(mode -> mode.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> wrong("knows no sslmode '" + word
                            + "': it is disable, allow, prefer, require, verify-ca or verify-full"));
        }
    }

    /**
     * Reads the settings.
     *
     * @param setting gives the value of a setting
     * @throws UnusableDatabaseException if the database isn't named or can't be understood
     */
    public static DatabaseSetting from(Function<String, Optional<String>> setting) {
        String url = setting.apply(URL)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new UnusableDatabaseException("No database is set: name it in " + URL
                        + " (environment: REPLYLOOP_DATABASE_URL), such as " + EXAMPLE
                        + ", or try ReplyLoop with `make run`, which brings its own."));
        DatabaseSetting parsed = parse(url);
        return new DatabaseSetting(
                parsed.host,
                parsed.port,
                parsed.database,
                setting.apply(USERNAME).or(parsed::username),
                setting.apply(PASSWORD)
                        .or(() -> passwordIn(setting, PASSWORD_FILE))
                        .or(parsed::password),
                parsed.sslMode,
                parsed.sslRootCertificate);
    }

    /**
     * Reads as whom the schema is migrated.
     *
     * @param setting gives the value of a setting
     * @return the same database for a role of its own; empty if the application's role migrates
     * @throws UnusableDatabaseException if the settings can't be understood, or if the application's role has no name
     */
    public static Optional<DatabaseSetting> forMigrations(Function<String, Optional<String>> setting) {
        return setting.apply(MIGRATION_USERNAME)
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(name -> {
                    DatabaseSetting own = from(setting);
                    if (own.username.isEmpty()) {
                        throw new UnusableDatabaseException("The setting " + MIGRATION_USERNAME + " needs " + USERNAME
                                + " too: that role is given what it needs of the schema.");
                    }
                    return new DatabaseSetting(
                            own.host,
                            own.port,
                            own.database,
                            Optional.of(name),
                            setting.apply(MIGRATION_PASSWORD).or(() -> passwordIn(setting, MIGRATION_PASSWORD_FILE)),
                            own.sslMode,
                            own.sslRootCertificate);
                })
                .filter(role -> !role.username.equals(from(setting).username));
    }

    /** A secret of Docker or Kubernetes: a file with the password in it; a line break at its end is no part of it. */
    private static Optional<String> passwordIn(Function<String, Optional<String>> setting, String name) {
        return setting.apply(name).map(file -> {
            try {
                return Files.readString(Path.of(file)).replaceFirst("\\R$", "");
            } catch (IOException | InvalidPathException e) {
                throw new UnusableDatabaseException(
                        "The file that the setting " + name + " names can't be read: " + file + ".");
            }
        });
    }

    private static DatabaseSetting parse(String url) {
        Matcher parts = SYNTAX.matcher(url);
        if (!parts.matches()) {
            // The text itself is not repeated: a password may be in it.
            throw wrong("is not of the form " + EXAMPLE + " (characters like @ : / ? # in a name or password are"
                    + " written percent-encoded, such as %40 for @)");
        }
        int port =
                Optional.ofNullable(parts.group("port")).map(Integer::parseInt).orElse(DEFAULT_PORT);
        if (port < 1 || port > GREATEST_PORT) {
            throw wrong("names port " + port + ", which is none");
        }
        Map<String, String> parameters = parameters(parts.group("parameters"));
        SslMode sslMode = Optional.ofNullable(parameters.remove("sslmode"))
                .map(SslMode::of)
                .orElse(SslMode.PREFER);
        Optional<Path> certificate =
                Optional.ofNullable(parameters.remove("sslrootcert")).map(Path::of);
        parameters.keySet().stream().findFirst().ifPresent(unknown -> {
            throw wrong("knows no parameter '" + unknown + "': it takes sslmode and sslrootcert");
        });
        if (sslMode.verifies() && certificate.filter(Files::isReadable).isEmpty()) {
            throw wrong("asks for sslmode=" + sslMode.word()
                    + ", which needs sslrootcert=, a readable PEM file with the certificate to check the server by");
        }
        return new DatabaseSetting(
                parts.group("host"),
                port,
                decode(parts.group("database")),
                Optional.ofNullable(parts.group("user"))
                        .filter(user -> !user.isEmpty())
                        .map(DatabaseSetting::decode),
                Optional.ofNullable(parts.group("password")).map(DatabaseSetting::decode),
                sslMode,
                certificate);
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new TreeMap<>();
        if (query != null && !query.isEmpty()) {
            for (String parameter : query.split("&")) {
                String[] pair = parameter.split("=", 2);
                if (pair.length < 2) {
                    throw wrong("has a parameter without a value: '" + pair[0] + "'");
                }
                parameters.put(decode(pair[0]), decode(pair[1]));
            }
        }
        return parameters;
    }

    /** For JDBC; name and password are told apart from it. */
    public String jdbcUrl() {
        return "jdbc:" + location() + "?ApplicationName=replyloop&sslmode=" + sslMode.word()
                + sslRootCertificate
                        .map(path -> "&sslrootcert=" + encode(path.toString()))
                        .orElse("");
    }

    /** For the reactive client; name, password and encryption are told apart from it. */
    public String reactiveUrl() {
        return location();
    }

    /** The settings of Quarkus that follow from this one. */
    Map<String, String> quarkusSettings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.datasource.jdbc.url", jdbcUrl());
        putReactive(settings, "quarkus.datasource.");
        for (String pool : List.of(IntakePool.NAME, BackgroundPool.NAME, ProbePool.NAME)) {
            putReactive(settings, "quarkus.datasource." + pool + ".");
        }
        return settings;
    }

    private void putReactive(Map<String, String> settings, String datasource) {
        username.ifPresent(name -> settings.put(datasource + "username", literal(name)));
        password.ifPresent(secret -> settings.put(datasource + "password", literal(secret)));
        String reactive = datasource + "reactive.";
        settings.put(reactive + "url", reactiveUrl());
        settings.put(reactive + "postgresql.ssl-mode", sslMode.word());
        if (sslMode.verifies()) {
            settings.put(reactive + "trust-certificate-pem", "true");
            settings.put(
                    reactive + "trust-certificate-pem.certs",
                    literal(sslRootCertificate.orElseThrow().toString()));
            settings.put(
                    reactive + "hostname-verification-algorithm", sslMode == SslMode.VERIFY_FULL ? "HTTPS" : "NONE");
        } else {
            // As libpq has it: encrypted, but the server's certificate is not checked.
            settings.put(reactive + "trust-all", "true");
        }
    }

    /** Where the database is, for people: no secret in it. */
    public String where() {
        return host + ":" + port;
    }

    /** Keeps secrets out of logs. */
    @Override
    public String toString() {
        return location();
    }

    private String location() {
        return "postgresql://" + host + ":" + port + "/" + encode(database);
    }

    /** A dollar or backslash in a value is its own, no expression of the configuration's. */
    private static String literal(String value) {
        return value.replace("\\", "\\\\").replace("$", "\\$");
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw wrong("has a % that is not followed by two hexadecimal digits (% itself is written %25)");
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static UnusableDatabaseException wrong(String what) {
        return new UnusableDatabaseException("The setting " + URL + " " + what + ".");
    }
}
