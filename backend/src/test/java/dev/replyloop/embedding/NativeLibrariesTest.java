package dev.replyloop.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is loaded, and when. Each runs in a Java of its own, which lists the classes that it loads: without the classes
 * of native libraries no such library is loaded, and without those of sockets no connection is opened, not even tried.
 */
class NativeLibrariesTest {

    private static final List<String> OF_NATIVE_LIBRARIES =
            List.of(" ai.onnxruntime.OnnxRuntime ", " ai.djl.huggingface.tokenizers.jni.LibUtils ");
    private static final List<String> OF_CONNECTIONS =
            List.of(" java.net.Socket ", " sun.nio.ch.NioSocketImpl ", " sun.nio.ch.SocketChannelImpl ");

    @TempDir
    Path directory;

    @Test
    void loadsNothingNativeBeforeATextIsEmbedded() throws Exception {
        assertFalse(loads(OF_NATIVE_LIBRARIES, null, Fresh.class, "group"));
        assertTrue(loads(OF_NATIVE_LIBRARIES, null, Fresh.class, "embed"), "this test would see it");
    }

    @Test
    void opensNoConnection() throws Exception {
        assertFalse(loads(OF_CONNECTIONS, null, Fresh.class, "embed"));
    }

    @Test
    void opensNoConnectionWhereTheEnvironmentAsksForReports() throws Exception {
        assertFalse(loads(OF_CONNECTIONS, "false", Fresh.class, "embed"));
    }

    @Test
    void theLibraryAloneWouldReportToItsMakers() throws Exception {
        assertTrue(loads(OF_CONNECTIONS, null, BareTokenizer.class), "the tests above would see it");
    }

    /** Whether a Java that runs this loads any of these classes. */
    private boolean loads(List<String> classes, String optOut, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile(directory, "classes", ".log");
        Path output = directory.resolve("output");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Xlog:class+load:file=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().remove("OPT_OUT_TRACKING");
        builder.environment().remove("DJL_OFFLINE");
        if (optOut != null) {
            builder.environment().put("OPT_OUT_TRACKING", optOut);
        }
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "ended in time");
        } finally {
            process.destroyForcibly();
        }
        assertEquals(0, process.exitValue(), Files.readString(output));
        try (Stream<String> lines = Files.lines(log)) {
            return lines.anyMatch(line -> classes.stream().anyMatch(line::contains));
        }
    }
}
