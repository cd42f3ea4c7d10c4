package dev.replyloop.trial.demo;

import dev.replyloop.trial.demo.TextFile.Entry;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Phrases that belong to no subject. A slot that is no fact takes one of them. */
record Phrasebook(Map<String, List<Template>> byKey) {

    static Phrasebook load() {
        return new Phrasebook(TextFile.entries("phrases.txt").stream()
                .collect(Collectors.groupingBy(
                        Entry::key, Collectors.mapping(entry -> Template.parse(entry.text()), Collectors.toList()))));
    }

    Template pick(String key, Dice dice) {
        List<Template> phrases = byKey.get(key);
        if (phrases == null) {
            throw new IllegalArgumentException("Neither a fact nor a phrase: " + key);
        }
        return dice.pick(phrases);
    }
}
