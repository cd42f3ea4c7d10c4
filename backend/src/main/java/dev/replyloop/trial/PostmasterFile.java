package dev.replyloop.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The file {@code postmaster.pid}, in which a PostgreSQL server says that it runs; it stays when the server is killed. */
final class PostmasterFile {

    private final Path cluster;
    private final Path file;

    PostmasterFile(Path cluster) {
        this.cluster = cluster;
        this.file = cluster.resolve("postmaster.pid");
    }

    /** The process that the file names, if that is a PostgreSQL on this cluster: ids are used again. */
    Optional<ProcessHandle> livingServer() {
        List<String> lines = lines();
        return lines.isEmpty()
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(lines.get(0).strip())).filter(this::isServerOfThisCluster);
    }

    /**
     * Puts this process in place of a dead server, since PostgreSQL refuses to start while any process has the id that
     * it finds here, except the one that starts it. The rest of the file stays: by it PostgreSQL makes sure that no
     * worker of the dead server is still writing.
     */
    void disown() throws IOException {
        List<String> lines = new ArrayList<>(lines());
        if (!lines.isEmpty()) {
            lines.set(0, Long.toString(ProcessHandle.current().pid()));
            Files.writeString(file, String.join("\n", lines) + "\n");
        }
    }

    private boolean isServerOfThisCluster(ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        boolean isPostgres =
                info.command().filter(path -> path.endsWith("/postgres")).isPresent();
        List<String> arguments = info.arguments().map(Arrays::asList).orElse(List.of());
        return isPostgres && arguments.stream().anyMatch(argument -> argument.endsWith(cluster.toString()));
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
