package dev.replyloop.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.testing.Eventually;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** The packaged application as a process of its own, with little memory: it keeps its port when it is started again. */
final class Backend implements AutoCloseable {

    private static final Path APPLICATION =
            Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();
    private static final Path LOGS = Path.of("target", "chaos");
    /** For a life of seconds the better compiler costs more than it gives. */
    private static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static final long STOP_LIMIT_SECONDS = 20;
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final int port;
    private final int managementPort;
    private final List<String> wrapper;
    private final List<String> settings;
    private final Path log;
    private Process process;

    private Backend(int port, int managementPort, List<String> wrapper, List<String> settings, Path log) {
        this.port = port;
        this.managementPort = managementPort;
        this.wrapper = wrapper;
        this.settings = settings;
        this.log = log;
    }

    /**
     * Starts an instance on the shared database, and returns when it is ready.
     *
     * @param settings as {@code name=value}; what begins with a dash is an option of the virtual machine
     */
    static Backend start(String... settings) throws IOException {
        return startIn(List.of(), settings);
    }

    /**
     * Starts an instance as the last argument of another command.
     *
     * @param wrapper that command, which is replaced by the instance in the end
     */
    static Backend startIn(List<String> wrapper, String... settings) throws IOException {
        Files.createDirectories(LOGS);
        int port = freePort();
        Backend backend =
                new Backend(port, freePort(), wrapper, List.of(settings), LOGS.resolve("backend-" + port + ".log"));
        backend.restart();
        // What fails on another thread keeps nobody from answering.
        assertFalse(backend.output().contains("An exception was thrown"), () -> "its log is " + backend.log);
        return backend;
    }

    /** Runs the packaged application to its end, and returns what it wrote. */
    static Ended runToEnd(Map<String, String> environment, List<String> arguments)
            throws IOException, InterruptedException {
        Files.createDirectories(LOGS);
        Path log = Files.createTempFile(LOGS, "command", ".log");
        Process process = run(log, List.of(), QUICK_START, environment, arguments);
        assertTrue(process.waitFor(2, TimeUnit.MINUTES), () -> "it did not end; its log is " + log);
        return new Ended(process.exitValue(), Files.readAllLines(log));
    }

    /** What is left of a process. */
    record Ended(int status, List<String> lines) {}

    /** Sends a signal, as `kill` names it. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** Waits until it has ended, and returns its exit status. */
    int awaitEnd() throws InterruptedException {
        assertTrue(process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS), () -> "it does not end; its log is " + log);
        return process.exitValue();
    }

    /** All that it has written. */
    String output() throws IOException {
        return Files.readString(log);
    }

    /** Holds the counters to a recount, by the packaged command: PostgreSQL is asked, not an instance that runs. */
    static void assertCountersExact() throws Exception {
        Files.createDirectories(LOGS);
        Path log = LOGS.resolve("rebuild-counters.log");
        Process command = run(log, List.of(), QUICK_START, Map.of(), List.of("rebuild-counters"));
        assertTrue(command.waitFor(3, TimeUnit.MINUTES), "the recount has no end");
        assertEquals(0, command.exitValue(), Files.readString(log));
    }

    int port() {
        return port;
    }

    /**
     * The files that the process has loaded into its memory, native libraries among them; empty where the system doesn't
     * tell.
     */
    Optional<String> loadedFiles() throws IOException {
        Path maps = Path.of("/proc", Long.toString(process.pid()), "maps");
        return Files.exists(maps) ? Optional.of(Files.readString(maps)) : Optional.empty();
    }

    /** Starts it, and again after {@link #kill}, and returns when it is ready. */
    void restart() throws IOException {
        List<String> options = new ArrayList<>(List.of(
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.port=" + managementPort));
        if (!Scenario.isLong()) {
            options.addAll(QUICK_START);
        }
        // Whoever looks for topics asks for them: the later one counts.
        options.add("-Dreplyloop.topics.enabled=false");
        settings.forEach(setting -> options.add(setting.startsWith("-") ? setting : "-D" + setting));
        process = run(log, wrapper, options, Map.of(), List.of());
        Eventually.holds("the backend is ready (its log is " + log + ")", () -> {
            if (!process.isAlive()) {
                throw new AssertionError("The backend ended: " + Files.readString(log));
            }
            return isReady();
        });
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    boolean isReady() throws IOException, InterruptedException {
        return get("/q/health/ready") == 200;
    }

    int get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(5))
                .build();
        return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
    }

    /** What it answers, as text. */
    String body(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(5))
                .build();
        return CLIENT.send(request, BodyHandlers.ofString()).body();
    }

    /** Erases a message, and gives the status. */
    int erase(String messageId) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/customer-messages/" + messageId))
                .timeout(Duration.ofSeconds(20))
                .DELETE()
                .build();
        return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
    }

    int post(Call<?> call) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + call.path()))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(call.body().getBytes()))
                .build();
        return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
    }

    /** What it measures without tags under that name. */
    double metric(String name) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/q/metrics"))
                .timeout(Duration.ofSeconds(5))
                .build();
        return CLIENT.send(request, BodyHandlers.ofLines())
                .body()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    /** That it has neither ended nor written of an error that nobody foresaw. */
    void assertUnhurt() throws IOException {
        assertTrue(process.isAlive(), () -> "the backend ended; its log is " + log);
        assertNoErrors();
    }

    /** That it has not written of an error that nobody foresaw. */
    void assertNoErrors() throws IOException {
        List<String> errors = Files.readAllLines(log).stream()
                .filter(line -> line.contains(" ERROR "))
                .toList();
        assertEquals(List.of(), errors);
    }

    /** The most memory it ever had, in MiB, heap and all; unknown on systems other than Linux. */
    OptionalLong peakMemory() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (Files.notExists(status)) {
            return OptionalLong.empty();
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .completeOnTimeout(null, STOP_LIMIT_SECONDS, TimeUnit.SECONDS)
                .join();
        process.destroyForcibly();
    }

    private static Process run(
            Path log, List<String> wrapper, List<String> options, Map<String, String> settings, List<String> arguments)
            throws IOException {
        assertTrue(Files.exists(APPLICATION), "the application is not packaged");
        List<String> command = new ArrayList<>(wrapper);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-jar");
        command.add(APPLICATION.toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("REPLYLOOP_") || name.startsWith("QUARKUS_"));
        environment.put("REPLYLOOP_DATABASE_URL", Postgres.url());
        // What is killed here is the store: who may call is tested elsewhere.
        environment.put("REPLYLOOP_ACCESS", "off");
        environment.putAll(settings);
        File output = log.toFile();
        Process process =
                builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output)).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return process;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
