package dev.replyloop.bench.topics;

import dev.replyloop.trial.demo.DemoStory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** A text and the group that it truly belongs to: a line of a file, with a tab between the two; "\\n" in it is a line end. */
record LabelledText(String text, String label) {

    /** The customer messages of the demo, in their order, each with its subject and situation. */
    static List<LabelledText> ofDemo() {
        DemoStory story = DemoStory.endingAt(LocalDate.of(2026, 6, 17), ZoneOffset.UTC, Instant.MAX);
        Iterator<String> situations = story.situations().iterator();
        Set<UUID> seen = new HashSet<>();
        List<LabelledText> texts = new ArrayList<>();
        story.feedback().forEach(feedback -> {
            String situation = situations.next();
            if (seen.add(feedback.messageId())) {
                texts.add(new LabelledText(feedback.message(), situation));
            }
        });
        return texts;
    }

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
