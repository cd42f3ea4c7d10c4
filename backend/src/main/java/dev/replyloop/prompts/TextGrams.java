package dev.replyloop.prompts;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

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
        int[] hashes = new int[Math.max(0, text.length() - LENGTH + 1)];
        for (int from = 0; from < hashes.length; from++) {
            hashes[from] = hash(text, from);
        }
        Arrays.sort(hashes);
        int distinct = 0;
        for (int i = 0; i < hashes.length; i++) {
            if (i == 0 || hashes[i] != hashes[i - 1]) {
                hashes[distinct++] = hashes[i];
            }
        }
        grams = Arrays.copyOf(hashes, distinct);
    }

    private static int hash(String text, int from) {
        int hash = 0;
        for (int i = from; i < from + LENGTH; i++) {
            hash = 31 * hash + text.charAt(i);
        }
        return hash;
    }

    /** Whether they are that much alike, or more; much quicker than {@link #likeness} where they are not. */
    boolean isLike(TextGrams other, double bound) {
        int all = grams.length + other.grams.length;
        // Each may have so many that the other lacks, and no more.
        int needed = (int) Math.ceil(bound * all / 2 - 1e-9);
        int spareHere = grams.length - needed;
        int spareThere = other.grams.length - needed;
        int here = 0;
        int there = 0;
        while (here < grams.length && there < other.grams.length && spareHere >= 0 && spareThere >= 0) {
            if (grams[here] == other.grams[there]) {
                here++;
                there++;
            } else if (grams[here] < other.grams[there]) {
                here++;
                spareHere--;
            } else {
                there++;
                spareThere--;
            }
        }
        // What is left of the longer one is missing in the other.
        return all > 0 && spareHere - (grams.length - here) >= 0 && spareThere - (other.grams.length - there) >= 0;
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
