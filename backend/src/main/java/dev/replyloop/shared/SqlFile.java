package dev.replyloop.shared;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** SQL that is long enough to be read in a file of its own: one file a question, named for it, under {@code sql/}. */
public final class SqlFile {

    private SqlFile() {}

    /**
     * Reads a statement, once, when the class that asks it is initialised.
     *
     * @param path the file below {@code sql/}, such as {@code analytics/topic-days.sql}
     * @return its text
     * @throws IllegalArgumentException where there is no such file
     */
    public static String read(String path) {
        try (var in = SqlFile.class.getResourceAsStream("/sql/" + path)) {
            if (in == null) {
                throw new IllegalArgumentException("No SQL file named " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
