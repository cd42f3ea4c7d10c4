package dev.replyloop.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What the JDK does for single files, for whole directories. */
final class FileTrees {

    private FileTrees() {}

    static void delete(Path root) throws IOException {
        for (Path path : contents(root, Comparator.reverseOrder())) {
            Files.deleteIfExists(path);
        }
    }

    static void changeOwner(Path root, ServerUser.Owner owner) throws IOException {
        for (Path path : contents(root, Comparator.naturalOrder())) {
            owner.take(path);
        }
    }

    private static List<Path> contents(Path root, Comparator<Path> order) throws IOException {
        if (Files.notExists(root)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.sorted(order).toList();
        }
    }
}
