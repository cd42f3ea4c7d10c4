package dev.replyloop.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.replyloop.testing.Eventually;
import dev.replyloop.testing.NewFeedbackBuilder;
import dev.replyloop.trial.EmbeddedDatabase;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The packaged application as the image runs it: nothing can be written but /tmp, and nothing executed there. */
class ReadOnlyIT {

    private static final List<String> NAMESPACE = List.of("unshare", "--mount");
    /** Stands for /tmp, below which the application itself may be while it is tested. */
    private static final Path TEMPORARY = Path.of("target", "noexec").toAbsolutePath();

    private static final String READ_ONLY =
            "mount --make-rprivate / && mount --bind / / && mount -o remount,bind,ro / && mount -t tmpfs -o"
                    + " noexec,nosuid,nodev,size=64m tmpfs '" + TEMPORARY + "' && exec \"$@\"";

    @RegisterExtension
    final Scenario scenario = new Scenario();

    @Test
    @DisplayName("a read-only file system with a /tmp that nothing may be executed in")
    void findsTopicsAndSaysSoWhereItCant() throws Exception {
        Files.createDirectories(TEMPORARY);
        assumeTrue(isPossible(), "this system lets nobody make a mount namespace");
        Path libraries = Path.of("target", "native").toAbsolutePath();
        assertEquals(
                0,
                new ProcessBuilder("./native-libraries.sh", "target/quarkus-app", libraries.toString())
                        .inheritIO()
                        .start()
                        .waitFor());
        try (EmbeddedDatabase database =
                EmbeddedDatabase.start(EmbeddedDatabase.Settings.temporary(Path.of("target", "embedded-postgres")))) {
            try (Backend backend = start(database)) {
                backend.post(Call.post(NewFeedbackBuilder.thumbsUp(), "message"));
                Eventually.holds("the failure is told", () -> progress(backend).getString("failure") != null);
                assertEquals(
                        "The sentence model's native libraries can't be loaded. The backend's log tells why.",
                        progress(backend).getString("failure"));
                assertEquals(200, backend.get("/q/health/ready"));
                assertTrue(body(backend, "/q/health/ready").encode().contains("degraded"));
                assertEquals(1, progress(backend).getInteger("waiting"));
            }
            try (Backend backend = start(database, "replyloop.topics.native-libraries=" + libraries)) {
                Eventually.holds(
                        "the message has its vector",
                        () -> progress(backend).getInteger("messages") == 1
                                && progress(backend).getInteger("waiting") == 0);
                assertEquals(null, progress(backend).getString("failure"));
                backend.assertUnhurt();
            }
        }
        scenario.tell("topics with the libraries as files; without, the failure is told");
    }

    private static Backend start(EmbeddedDatabase database, String... settings) throws Exception {
        List<String> wrapper = List.of("unshare", "--mount", "sh", "-c", READ_ONLY, "sh");
        String[] all = new String[settings.length + 3];
        all[0] = "replyloop.topics.enabled=true";
        all[1] = "replyloop.database-url=" + database.url();
        all[2] = "-Djava.io.tmpdir=" + TEMPORARY;
        System.arraycopy(settings, 0, all, 3, settings.length);
        return Backend.startIn(wrapper, all);
    }

    private static boolean isPossible() throws Exception {
        try {
            return new ProcessBuilder(NAMESPACE.get(0), NAMESPACE.get(1), "sh", "-c", READ_ONLY, "sh", "true")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static JsonObject progress(Backend backend) throws Exception {
        return body(backend, "/api/topics").getJsonObject("progress");
    }

    private static JsonObject body(Backend backend, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + backend.port() + path))
                .build();
        return new JsonObject(HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body());
    }
}
