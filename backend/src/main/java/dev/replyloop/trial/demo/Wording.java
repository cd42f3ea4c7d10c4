package dev.replyloop.trial.demo;

import java.util.Locale;
import java.util.regex.Pattern;

/** Capitals. */
final class Wording {

    private static final Pattern PARAGRAPH_START = Pattern.compile("\n\n\\p{Ll}");

    private Wording() {}

    static String capitalised(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    static String decapitalised(String text) {
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    /** As it continues a sentence: "I" and names like KW-204417 keep their capital. */
    static String continuing(String text) {
        boolean startsWithAWord = text.length() > 1 && Character.isLowerCase(text.charAt(1));
        return startsWithAWord ? decapitalised(text) : text;
    }

    static String withCapitalParagraphs(String text) {
        return PARAGRAPH_START.matcher(text).replaceAll(start -> start.group().toUpperCase(Locale.ROOT));
    }
}
