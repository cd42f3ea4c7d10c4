package dev.replyloop.analytics;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Finds the text that is most like the others of its kind. Pure. */
final class TypicalText {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");
    /** What differs by less does so by rounding alone. */
    private static final double SAME = 1e-9;

    private TypicalText() {}

    /**
     * Two texts are as alike as the share of their words that they have in common, whatever their order and case.
     *
     * @param texts at least one; a few dozen, as each is compared with each
     * @return the place of the text that is most like all others; of equals the first
     */
    static int among(List<String> texts) {
        Map<String, Integer> numbers = new HashMap<>();
        List<int[]> words = texts.stream().map(text -> words(text, numbers)).toList();
        double[] likeness = new double[words.size()];
        for (int i = 0; i < likeness.length; i++) {
            for (int j = 0; j < i; j++) {
                double alike = alike(words.get(i), words.get(j));
                likeness[i] += alike;
                likeness[j] += alike;
            }
        }
        int typical = 0;
        for (int i = 1; i < likeness.length; i++) {
            if (likeness[i] > likeness[typical] + SAME) {
                typical = i;
            }
        }
        return typical;
    }

    /** A text's different words as rising numbers. */
    private static int[] words(String text, Map<String, Integer> numbers) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .mapToInt(word -> numbers.computeIfAbsent(word, unknown -> numbers.size()))
                .distinct()
                .sorted()
                .toArray();
    }

    private static double alike(int[] one, int[] other) {
        int common = 0;
        for (int i = 0, j = 0; i < one.length && j < other.length; ) {
            if (one[i] == other[j]) {
                common++;
                i++;
                j++;
            } else if (one[i] < other[j]) {
                i++;
            } else {
                j++;
            }
        }
        int all = one.length + other.length - common;
        return all == 0 ? 1 : (double) common / all;
    }
}
