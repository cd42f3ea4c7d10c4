package dev.replyloop.prompts;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The four letters and digits that follow each other anywhere in a text: texts with the same ones say the same. */
final class TextGrams {

    /** From here on two replies say the same. */
    static final double SAME = 0.6;

    private static final int LENGTH = 4;
    private static final int MAX_LENGTH = 4_000;
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{Nd}]+");

    /** Their hashes, ascending: comparing two replies is one pass over both. */
    private final int[] grams;

    TextGrams(String whole) {
        String start = whole.substring(0, Math.min(MAX_LENGTH, whole.length())).toLowerCase(Locale.ROOT);
        String text = " " + BETWEEN_WORDS.matcher(start).replaceAll(" ").strip() + " ";
        grams = IntStream.rangeClosed(0, text.length() - LENGTH)
                .map(from -> hash(text, from))
                .sorted()
                .distinct()
                .toArray();
    }

    private static int hash(String text, int from) {
        int hash = 0;
        for (int i = from; i < from + LENGTH; i++) {
            hash = 31 * hash + text.charAt(i);
        }
        return hash;
    }

    /** Whether they are that much alike, or more; quicker than {@link #likeness} where one is much longer. */
    boolean isLike(TextGrams other, double bound) {
        double most = 2.0 * Math.min(grams.length, other.grams.length) / Math.max(1, grams.length + other.grams.length);
        return most >= bound && likeness(other) >= bound;
    }

    /** @return how alike they are, from 0 to 1 (Dice's coefficient) */
    double likeness(TextGrams other) {
        if (grams.length == 0 || other.grams.length == 0) {
            return 0;
        }
        int common = 0;
        for (int here = 0, there = 0; here < grams.length && there < other.grams.length; ) {
            if (grams[here] == other.grams[there]) {
                common++;
                here++;
                there++;
            } else if (grams[here] < other.grams[there]) {
                here++;
            } else {
                there++;
            }
        }
        return 2.0 * common / (grams.length + other.grams.length);
    }
}
