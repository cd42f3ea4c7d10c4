package dev.replyloop.trial.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of a file under {@code resources/demo}. */
final class TextFile {

    private static final Pattern KEYED = Pattern.compile("([a-z]+(?:-[a-z]+)?): (.*)");

    private TextFile() {}

    record Entry(String key, String text) {}

    /** Its {@code key: text} lines, in order. */
    static List<Entry> entries(String name) {
        List<Entry> entries = new ArrayList<>();
        for (String line : lines(name)) {
            Matcher keyed = KEYED.matcher(line);
            if (keyed.matches()) {
                entries.add(new Entry(keyed.group(1), keyed.group(2)));
            } else {
                throw new IllegalArgumentException("Not a 'key: text' line in demo/" + name + ": " + line);
            }
        }
        return entries;
    }

    /** Its lines, without blank ones and comments. */
    static List<String> lines(String name) {
        try (InputStream file = TextFile.class.getResourceAsStream("/demo/" + name)) {
            if (file == null) {
                throw new IllegalStateException("The application lacks its file demo/" + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
