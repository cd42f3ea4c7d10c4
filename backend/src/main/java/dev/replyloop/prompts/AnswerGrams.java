package dev.replyloop.prompts;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What a reply says, as the four, five and six letters and digits that follow each other in it. Placeholders of masked data
 * count for nothing.
 */
final class AnswerGrams {

    private static final int SHORTEST = 4;
    private static final int LONGEST = 6;
    private static final int MAX_LENGTH = 4_000;
    private static final Pattern NOTHING = Pattern.compile("\\[[A-Z]+(?: \\d+)?\\]|[^\\p{L}\\p{Nd}]+");

    /** Their hashes, ascending. */
    private final int[] grams;

    private AnswerGrams(int[] grams) {
        this.grams = grams;
    }

    static AnswerGrams of(String reply) {
        String start = reply.substring(0, Math.min(MAX_LENGTH, reply.length()));
        String text = NOTHING.matcher(start)
                .replaceAll(" ")
                .strip()
                .replaceAll(" +", " ")
                .toLowerCase(Locale.ROOT);
        return new AnswerGrams(IntStream.range(0, text.length())
                .flatMap(from -> IntStream.rangeClosed(SHORTEST, LONGEST)
                        .filter(length -> from + length <= text.length())
                        .map(length -> text.substring(from, from + length).hashCode()))
                .sorted()
                .distinct()
                .toArray());
    }

    int size() {
        return grams.length;
    }

    /** Those that the other lacks. */
    AnswerGrams without(AnswerGrams other) {
        return new AnswerGrams(
                Arrays.stream(grams).filter(gram -> !other.has(gram)).toArray());
    }

    /** Which share of these the other holds; 0 where there are none. */
    double shareHeldBy(AnswerGrams other) {
        return grams.length == 0
                ? 0
                : (double) Arrays.stream(grams).filter(other::has).count() / grams.length;
    }

    private boolean has(int gram) {
        return Arrays.binarySearch(grams, gram) >= 0;
    }
}
