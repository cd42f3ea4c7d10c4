package dev.replyloop.trial.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A text with slots and choices, in the syntax that {@code resources/demo/README.md} describes. */
final class Template {

    private sealed interface Part {}

    private record Words(String text) implements Part {}

    private record Slot(String name, boolean withArticle, boolean capitalised) implements Part {}

    private record Choice(List<Template> options) implements Part {}

    private final String source;
    private final List<Part> parts;

    private Template(String source, List<Part> parts) {
        this.source = source;
        this.parts = parts;
    }

    static Template parse(String source) {
        List<Part> parts = new ArrayList<>();
        int from = 0;
        for (int open = source.indexOf('{'); open >= 0; open = source.indexOf('{', from)) {
            int close = closingBrace(source, open);
            addWords(source.substring(from, open), parts);
            parts.add(braced(source.substring(open + 1, close)));
            from = close + 1;
        }
        addWords(source.substring(from), parts);
        return new Template(source, List.copyOf(parts));
    }

    String source() {
        return source;
    }

    /** Whether it reads the same every time. */
    boolean isFixed() {
        return parts.stream().allMatch(Words.class::isInstance);
    }

    /** @param values gives each slot's value by its name */
    String render(Dice dice, UnaryOperator<String> values) {
        StringBuilder text = new StringBuilder();
        renderTo(text, dice, values);
        return text.toString();
    }

    private void renderTo(StringBuilder text, Dice dice, UnaryOperator<String> values) {
        for (Part part : parts) {
            if (part instanceof Words words) {
                text.append(words.text());
            } else if (part instanceof Slot slot) {
                text.append(fill(slot, values.apply(slot.name())));
            } else if (part instanceof Choice choice) {
                dice.pick(choice.options()).renderTo(text, dice, values);
            }
        }
    }

    private static String fill(Slot slot, String value) {
        if (slot.withArticle()) {
            return ("AEIOUaeiou".indexOf(value.charAt(0)) >= 0 ? "an " : "a ") + value;
        }
        return slot.capitalised() ? Wording.capitalised(value) : value;
    }

    private static Part braced(String content) {
        List<Template> options = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int at = 0; at < content.length(); at++) {
            switch (content.charAt(at)) {
                case '{' -> depth++;
                case '}' -> depth--;
                case '|' -> {
                    if (depth == 0) {
                        options.add(parse(content.substring(from, at)));
                        from = at + 1;
                    }
                }
                default -> {}
            }
        }
        if (options.isEmpty()) {
            return slot(content);
        }
        options.add(parse(content.substring(from)));
        return new Choice(List.copyOf(options));
    }

    private static Slot slot(String content) {
        boolean withArticle = content.startsWith("a ");
        String name = withArticle ? content.substring(2) : content;
        boolean capitalised = Character.isUpperCase(name.charAt(0));
        return new Slot(Wording.decapitalised(name), withArticle, capitalised);
    }

    private static void addWords(String text, List<Part> parts) {
        if (!text.isEmpty()) {
            parts.add(new Words(text.replace('¶', '\n')));
        }
    }

    private static int closingBrace(String source, int open) {
        int depth = 0;
        for (int at = open; at < source.length(); at++) {
            char character = source.charAt(at);
            if (character == '{') {
                depth++;
            } else if (character == '}' && --depth == 0) {
                return at;
            }
        }
        throw new IllegalArgumentException("A brace is not closed: " + source);
    }
}
