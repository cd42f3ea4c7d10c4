package dev.replyloop.trial.demo;

import dev.replyloop.trial.demo.Fault.Fix;
import dev.replyloop.trial.demo.StoryArc.Stretch;
import dev.replyloop.trial.demo.TextFile.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads a subject from its file, and refuses what could not be told. */
final class SubjectFile {

    private static final Set<String> REASONS =
            Set.of("INCORRECT", "INCOMPLETE", "IRRELEVANT", "OUTDATED", "TONE", "OTHER");

    private final String name;

    private SubjectFile(String name) {
        this.name = name;
    }

    static Subject read(String name) {
        return new SubjectFile(name).subject(TextFile.entries("subjects/" + name + ".txt"));
    }

    private Subject subject(List<Entry> entries) {
        List<List<Entry>> blocks = blocks(entries, "situation");
        List<Entry> head = blocks.get(0);
        return new Subject(
                text(head, "title", ""),
                number(head, "share", 1),
                number(head, "ease", 0),
                blocks.stream().skip(1).map(this::situation).toList());
    }

    private Situation situation(List<Entry> entries) {
        List<List<Entry>> blocks = blocks(entries, "wrong");
        List<Entry> head = blocks.get(0);
        return new Situation(
                text(head, "situation", ""),
                number(head, "share", 10),
                Stretch.valueOf(text(head, "during", "everyday").toUpperCase(Locale.ROOT)),
                atLeast(1, "says", head),
                atLeast(2, "adds", head),
                atLeast(1, "asks", head),
                atLeast(1, "brief", head),
                atLeast(2, "good", head),
                blocks.stream().skip(1).map(this::fault).toList());
    }

    private Fault fault(List<Entry> entries) {
        String reason = text(entries, "wrong", "");
        require(REASONS.contains(reason), "no such reason: " + reason);
        List<Template> aiReplies = atLeast(1, "ai", entries);
        List<Fix> fixes = entries.stream()
                .filter(entry -> entry.key().equals("fix"))
                .map(entry -> fix(entry.text(), aiReplies))
                .toList();
        List<Template> additions = templates(entries, "also");
        List<Template> agentReplies = templates(entries, "agent");
        require(
                fixes.size() + additions.size() + agentReplies.size() > 0,
                "agents do nothing about: " + aiReplies.get(0).source());
        return new Fault(reason, aiReplies, fixes, additions, agentReplies, templates(entries, "comment"));
    }

    private Fix fix(String text, List<Template> aiReplies) {
        String[] sides = text.split(" => ");
        require(sides.length == 2, "not a 'this => that': " + text);
        require(
                aiReplies.stream().allMatch(aiReply -> aiReply.source().contains(sides[0])),
                "an AI reply lacks what is to be fixed: " + sides[0]);
        return new Fix(Template.parse(sides[0]), Template.parse(sides[1]));
    }

    /** What comes before the first such key, then a block from each such key to the next. */
    private static List<List<Entry>> blocks(List<Entry> entries, String opening) {
        List<List<Entry>> blocks = new ArrayList<>(List.of(new ArrayList<>()));
        for (Entry entry : entries) {
            if (entry.key().equals(opening)) {
                blocks.add(new ArrayList<>());
            }
            blocks.get(blocks.size() - 1).add(entry);
        }
        return blocks;
    }

    private List<Template> atLeast(int count, String key, List<Entry> entries) {
        List<Template> templates = templates(entries, key);
        require(templates.size() >= count, "too few lines of '" + key + "' in " + entries.get(0));
        return templates;
    }

    private static List<Template> templates(List<Entry> entries, String key) {
        return entries.stream()
                .filter(entry -> entry.key().equals(key))
                .map(entry -> Template.parse(entry.text()))
                .toList();
    }

    private static String text(List<Entry> entries, String key, String otherwise) {
        return entries.stream()
                .filter(entry -> entry.key().equals(key))
                .map(Entry::text)
                .findFirst()
                .orElse(otherwise);
    }

    private static double number(List<Entry> entries, String key, double otherwise) {
        return Double.parseDouble(text(entries, key, Double.toString(otherwise)));
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException("demo/subjects/" + name + ".txt: " + message);
        }
    }
}
