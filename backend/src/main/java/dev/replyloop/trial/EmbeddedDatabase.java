package dev.replyloop.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.replyloop.shared.database.UnusableDatabaseException;
import dev.replyloop.trial.ServerUser.Owner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * A real PostgreSQL 18 that belongs to this process: it listens on loopback alone, is as durable as any, and its data
 * outlives it.
 *
 * <p>The data directory holds {@code cluster/} (PostgreSQL's own files), {@code password}, {@code server.log} and
 * {@code lock}, which only one process at a time can hold. The programs are unpacked beside it, once for all data
 * directories in one place.
 *
 * <p>The server is a daemon, so that Ctrl-C in a terminal reaches this process first and the application can finish
 * its work. If this process is killed, the server stays; the next start stops it in order and starts its own.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(EmbeddedDatabase.class);

    private static final String VERSION = "18";
    private static final String NAME = "replyloop";
    private static final String SUPERUSER = "postgres";
    private static final String PROGRAMS = "postgresql";
    private static final String TEMPORARY_PREFIX = "temporary-";

    /** A crash is recovered from at the next start, which takes a while after a big load. */
    private static final Duration START_LIMIT = Duration.ofMinutes(10);

    /** After a kill of the main process, its workers go on until they notice: at the end of a statement. */
    private static final Duration WORKERS_END_LIMIT = Duration.ofSeconds(60);

    private static final Duration RETRY_PAUSE = Duration.ofMillis(200);
    private static final String WORKERS_ALIVE = "shared memory block";
    private static final Pattern FAILURE = Pattern.compile("^.*(FATAL|PANIC|error): +");

    private static final Duration ORDERLY_STOP_LIMIT = Duration.ofSeconds(60);
    private static final Duration IMMEDIATE_STOP_LIMIT = Duration.ofSeconds(10);

    /**
     * How a server is to be started.
     *
     * @param directory the data directory
     * @param port the port to listen on, 0 for any that is free
     * @param memory what the server may keep in its shared buffers, as PostgreSQL writes it
     * @param temporary whether the data is deleted on stop
     */
    public record Settings(Path directory, int port, String memory, boolean temporary) {

        /** A server whose data is kept, with the memory that millions of feedback ask for. */
        public static Settings kept(Path directory) {
            return new Settings(directory, 0, "512MB", false);
        }

        /**
         * A small server whose data is deleted when it is stopped, in a directory of its own.
         *
         * @param parent where the directory is made; what killed processes left there is swept
         */
        public static Settings temporary(Path parent) {
            String name = TEMPORARY_PREFIX + HexFormat.of().toHexDigits(new SecureRandom().nextInt());
            return new Settings(parent.resolve(name), 0, "128MB", true);
        }

        /** The same on another port. */
        public Settings onPort(int port) {
            return new Settings(directory, port, memory, temporary);
        }
    }

    private final Settings settings;
    private final DirectoryLock lock;
    private final PostgresBinaries binaries;
    private final ServerUser user;
    private final int port;
    private final String password;
    private final Thread stopAtExit = new Thread(this::stop, "embedded-database-stop");

    private EmbeddedDatabase(
            Settings settings, DirectoryLock lock, PostgresBinaries binaries, ServerUser user, String password)
            throws IOException {
        this.settings = settings;
        this.lock = lock;
        this.binaries = binaries;
        this.user = user;
        this.password = password;
        this.port = settings.port() == 0 ? freePort() : settings.port();
    }

    /**
     * Starts the server, on a new data directory or on one that is there, and returns when it takes connections.
     *
     * @throws UnusableDatabaseException if it can't, with a sentence that says why
     */
    public static EmbeddedDatabase start(Settings settings) {
        return start(settings, Commands::succeeds);
    }

    static EmbeddedDatabase start(Settings requested, ServerUser.Probe probe) {
        Path directory = requested.directory().toAbsolutePath().normalize();
        Settings settings = new Settings(directory, requested.port(), requested.memory(), requested.temporary());
        DirectoryLock lock = null;
        try {
            Files.createDirectories(directory);
            lock = DirectoryLock.acquire(directory);
            if (settings.temporary()) {
                sweep(directory.getParent());
            }
            PostgresBinaries binaries = PostgresBinaries.unpackedIn(directory.resolveSibling(PROGRAMS));
            Path cluster = directory.resolve("cluster");
            Path owned = Files.exists(cluster) ? cluster : directory;
            ServerUser user = ServerUser.of(owned, binaries.program("initdb"), Owner.ofThisProcess(), probe);
            EmbeddedDatabase database = new EmbeddedDatabase(settings, lock, binaries, user, password(directory, user));
            database.start();
            return database;
        } catch (IOException | UncheckedIOException e) {
            abandon(settings, lock);
            throw new UnusableDatabaseException("The embedded PostgreSQL can't use " + directory + ": " + reason(e), e);
        } catch (RuntimeException e) {
            abandon(settings, lock);
            throw e;
        }
    }

    private static String reason(Exception failure) {
        Throwable cause = failure instanceof UncheckedIOException ? failure.getCause() : failure;
        if (cause instanceof AccessDeniedException denied) {
            return denied.getFile() + " may not be written to.";
        }
        if (cause instanceof FileSystemException file && file.getReason() != null) {
            return file.getFile() + ": " + file.getReason() + ".";
        }
        return cause + ".";
    }

    /** The database as {@code replyloop.database-url} takes it, password included. */
    public String url() {
        return url(NAME);
    }

    /** The same for the superuser, who may look at what the application may not. */
    public String superuserUrl() {
        return url(SUPERUSER);
    }

    /** The port that the server listens on. */
    public int port() {
        return port;
    }

    /** The file that the server writes its log to. */
    public Path log() {
        return settings.directory().resolve("server.log");
    }

    /** The server's main process: a test kills it, a trial watches it. */
    public ProcessHandle server() {
        return new PostmasterFile(cluster())
                .livingServer()
                .orElseThrow(() -> new IllegalStateException("The embedded PostgreSQL is not running"));
    }

    /** Starts the server again on the same port and data, after it was killed; does nothing after {@link #stop}. */
    public synchronized void restart() {
        if (!lock.isHeld()) {
            return;
        }
        try {
            launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the server in order, and deletes what was to be temporary. A second call does nothing. */
    public synchronized void stop() {
        if (!lock.isHeld()) {
            return;
        }
        try {
            stopServer(ORDERLY_STOP_LIMIT);
            if (settings.temporary()) {
                lock.release();
                FileTrees.delete(settings.directory());
            }
        } catch (IOException e) {
            LOG.warnf("What the embedded PostgreSQL left in %s could not be removed: %s", settings.directory(), e);
        } finally {
            lock.release();
        }
    }

    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(stopAtExit);
        } catch (IllegalStateException e) {
            LOG.trace("The virtual machine is stopping: the hook runs, and finds nothing to do.", e);
        }
    }

    private void start() throws IOException {
        create();
        launch();
        try {
            createDatabase();
        } catch (SQLException e) {
            stopServer(IMMEDIATE_STOP_LIMIT);
            throw new UnusableDatabaseException("The embedded PostgreSQL refused its own owner: " + e.getMessage(), e);
        }
        if (settings.temporary()) {
            Runtime.getRuntime().addShutdownHook(stopAtExit);
        }
    }

    /** Makes the cluster elsewhere and moves it into place, so that it is there whole or not at all. */
    private void create() throws IOException {
        Path cluster = cluster();
        if (Files.exists(cluster)) {
            String version = Files.readString(cluster.resolve("PG_VERSION")).strip();
            if (!version.equals(VERSION)) {
                throw new UnusableDatabaseException(
                        "The data in " + settings.directory() + " was written by PostgreSQL " + version
                                + ", and this is " + VERSION + ": start afresh with `make reset`.");
            }
            FileTrees.changeOwner(cluster, user.owner());
            return;
        }
        Path unfinished = settings.directory().resolve("cluster-unfinished");
        FileTrees.delete(unfinished);
        Files.createDirectory(
                unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        user.owner().take(unfinished);
        List<String> arguments = new ArrayList<>(List.of(
                "--pgdata=" + unfinished,
                "--username=" + SUPERUSER,
                "--pwfile=" + passwordFile(settings.directory()),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                // PostgreSQL's own Unicode rules, the same on every system, instead of the C library's.
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                // pg_trgm alone still asks the C library what a letter is; macOS lacks C.UTF-8.
                "--lc-ctype=" + (isMac() ? "en_US.UTF-8" : "C.UTF-8"),
                "--no-instructions"));
        if (settings.temporary()) {
            arguments.add("--no-sync");
        }
        run("initdb", arguments);
        Files.move(unfinished, cluster);
    }

    private void launch() throws IOException {
        stopLeftover();
        Path configuration = cluster().resolve("postgresql.conf");
        Files.writeString(configuration, ServerConfiguration.text(settings, port));
        Path log = log();
        if (Files.notExists(log)) {
            Files.createFile(log);
        }
        user.owner().take(log);
        Instant end = Instant.now().plus(WORKERS_END_LIMIT);
        for (String failure = tryLaunch(log); failure != null; failure = tryLaunch(log)) {
            if (!failure.contains(WORKERS_ALIVE) || Instant.now().isAfter(end)) {
                throw new UnusableDatabaseException(
                        "The embedded PostgreSQL did not start (" + failure + "); its log is " + log + ".");
            }
            pause();
        }
    }

    /** Tries once, and returns what PostgreSQL has against it. */
    private String tryLaunch(Path log) throws IOException {
        int before = Math.toIntExact(Files.size(log));
        Commands.Result result = pgCtl("start", "--wait", "--timeout=" + START_LIMIT.toSeconds(), "--log=" + log);
        if (result.succeeded()) {
            return null;
        }
        byte[] logged = Files.readAllBytes(log);
        String added = new String(logged, before, logged.length - before, UTF_8);
        List<String> failures = Stream.concat(added.lines(), result.output().lines())
                .filter(line -> FAILURE.matcher(line).find())
                .map(line -> FAILURE.matcher(line).replaceFirst(""))
                .toList();
        // Workers of a killed server report their own end in between.
        return failures.stream()
                .filter(failure -> failure.contains(WORKERS_ALIVE))
                .findFirst()
                .orElseGet(() -> failures.isEmpty() ? "pg_ctl ended with status " + result.status() : failures.get(0));
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY_PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnusableDatabaseException("Interrupted while PostgreSQL was starting.", e);
        }
    }

    /** The application's role owns its database and is no superuser, as it should be in production. */
    private void createDatabase() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            if (isEmpty(statement, "SELECT FROM pg_roles WHERE rolname = '" + NAME + "'")) {
                statement.execute("CREATE ROLE " + NAME + " LOGIN PASSWORD '" + password + "'");
            }
            if (isEmpty(statement, "SELECT FROM pg_database WHERE datname = '" + NAME + "'")) {
                statement.execute("CREATE DATABASE " + NAME + " OWNER " + NAME);
            }
        }
    }

    private static boolean isEmpty(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return !rows.next();
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty("password", password);
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", properties);
    }

    /** Stops the server of an earlier process that was killed, and clears the way where only its file is left. */
    private void stopLeftover() throws IOException {
        PostmasterFile file = new PostmasterFile(cluster());
        if (file.livingServer().isPresent()) {
            LOG.info("Stopping the PostgreSQL that an earlier run left behind");
            stopServer(ORDERLY_STOP_LIMIT);
        } else {
            file.disown();
        }
    }

    private void stopServer(Duration orderly) {
        PostmasterFile file = new PostmasterFile(cluster());
        if (file.livingServer().isEmpty()) {
            return;
        }
        boolean stopped =
                pgCtl("stop", "--mode=fast", "--timeout=" + orderly.toSeconds()).succeeded();
        if (!stopped && file.livingServer().isPresent()) {
            pgCtl("stop", "--mode=immediate", "--timeout=" + IMMEDIATE_STOP_LIMIT.toSeconds());
        }
    }

    private Commands.Result pgCtl(String action, String... options) {
        List<String> arguments = new ArrayList<>(List.of(action, "--pgdata=" + cluster(), "--silent"));
        arguments.addAll(List.of(options));
        return command("pg_ctl", arguments);
    }

    private void run(String program, List<String> arguments) {
        Commands.Result result = command(program, arguments);
        if (!result.succeeded()) {
            String reason = result.output()
                    .lines()
                    .filter(line -> line.contains("error:") || line.contains("FATAL:"))
                    .findFirst()
                    .orElse("status " + result.status());
            throw new UnusableDatabaseException("The embedded PostgreSQL can't make its data directory: " + reason);
        }
    }

    private Commands.Result command(String program, List<String> arguments) {
        List<String> line =
                new ArrayList<>(user.commandLine(binaries.program(program).toString()));
        line.addAll(arguments);
        // From the root directory, since the account may not be allowed into this process's own.
        return Commands.run(line, Path.of("/"));
    }

    private Path cluster() {
        return settings.directory().resolve("cluster");
    }

    private String url(String user) {
        return "postgresql://" + user + ":" + password + "@127.0.0.1:" + port + "/" + NAME + "?sslmode=disable";
    }

    private static Path passwordFile(Path directory) {
        return directory.resolve("password");
    }

    private static String password(Path directory, ServerUser user) throws IOException {
        Path file = passwordFile(directory);
        if (Files.notExists(file)) {
            byte[] random = new byte[16];
            new SecureRandom().nextBytes(random);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, HexFormat.of().formatHex(random));
        }
        user.owner().take(file);
        return Files.readString(file).strip();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isMac() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
    }

    /** Removes the temporary servers of processes that were killed before they could. */
    private static void sweep(Path parent) throws IOException {
        try (Stream<Path> siblings = Files.list(parent)) {
            for (Path sibling : siblings.filter(EmbeddedDatabase::isTemporary).toList()) {
                Optional<DirectoryLock> lock = DirectoryLock.tryAcquire(sibling);
                if (lock.isPresent()) {
                    new PostmasterFile(sibling.resolve("cluster"))
                            .livingServer()
                            .ifPresent(EmbeddedDatabase::end);
                    FileTrees.delete(sibling);
                    lock.get().release();
                }
            }
        }
    }

    private static void end(ProcessHandle server) {
        server.destroy();
        try {
            server.onExit().get(IMMEDIATE_STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            server.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isTemporary(Path directory) {
        return directory.getFileName().toString().startsWith(TEMPORARY_PREFIX);
    }

    private static void abandon(Settings settings, DirectoryLock lock) {
        if (lock == null) {
            return;
        }
        try {
            if (settings.temporary()) {
                FileTrees.delete(settings.directory());
            }
        } catch (IOException e) {
            LOG.debugf(e, "Not removed: %s", settings.directory());
        } finally {
            lock.release();
        }
    }
}
