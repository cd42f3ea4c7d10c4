package dev.replyloop.bench.topics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A text and the group that it truly belongs to: a line of a file, with a tab between the two; "\\n" in it is a line end. */
record LabelledText(String text, String label) {

    /** @throws IOException if it can't be read, or a line holds no tab */
    static List<LabelledText> read(Path file) throws IOException {
        List<LabelledText> texts = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            int tab = line.lastIndexOf('\t');
            if (tab < 0) {
                throw new IOException(file + ", line " + (texts.size() + 1) + ": no tab between text and label");
            }
            texts.add(new LabelledText(line.substring(0, tab).replace("\\n", "\n"), line.substring(tab + 1)));
        }
        return texts;
    }
}
