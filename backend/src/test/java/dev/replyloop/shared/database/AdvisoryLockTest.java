package dev.replyloop.shared.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every advisory lock has one number, and SQL uses no other. */
class AdvisoryLockTest {

    private static final Pattern LOCKED_IN_SQL = Pattern.compile("advisory\\w*\\((\\d+)");

    @Test
    void everyLockHasANumberOfItsOwn() {
        assertEquals(AdvisoryLock.values().length, numbers().size());
    }

    @Test
    void sqlUsesNoNumberThatIsNotNamed() throws IOException {
        Set<Integer> used = new HashSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main"))) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(path ->
                            path.toString().endsWith(".sql") || path.toString().endsWith(".java"))
                    .toList()) {
                LOCKED_IN_SQL.matcher(read(file)).results().forEach(found -> used.add(Integer.valueOf(found.group(1))));
            }
        }
        used.removeAll(numbers());
        assertEquals(Set.of(), used);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<Integer> numbers() {
        List<AdvisoryLock> locks = Arrays.asList(AdvisoryLock.values());
        return locks.stream().map(AdvisoryLock::number).collect(Collectors.toSet());
    }
}
