package dev.replyloop.prompts;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The four letters and digits that follow each other anywhere in a reply: replies with the same ones say the same. */
final class ReplyGrams {

    /** From here on two replies say the same. */
    static final double SAME = 0.6;

    private static final int LENGTH = 4;
    private static final int MAX_LENGTH = 4_000;
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{Nd}]+");

    private final Set<String> grams = new HashSet<>();

    ReplyGrams(String reply) {
        String start = reply.substring(0, Math.min(MAX_LENGTH, reply.length())).toLowerCase(Locale.ROOT);
        String text = " " + BETWEEN_WORDS.matcher(start).replaceAll(" ").strip() + " ";
        for (int i = 0; i + LENGTH <= text.length(); i++) {
            grams.add(text.substring(i, i + LENGTH));
        }
    }

    /** @return how alike they are, from 0 to 1 (Dice's coefficient) */
    double likeness(ReplyGrams other) {
        if (grams.isEmpty() || other.grams.isEmpty()) {
            return 0;
        }
        Set<String> fewer = grams.size() < other.grams.size() ? grams : other.grams;
        Set<String> more = fewer == grams ? other.grams : grams;
        long common = fewer.stream().filter(more::contains).count();
        return 2.0 * common / (grams.size() + other.grams.size());
    }
}
