package dev.replyloop.feedback;

import dev.replyloop.shared.problem.ProblemException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The words of a search, folded by the rule of {@code search_fold}: what stands between quotes is one, else white space
 * parts them. A quote that is never closed goes on to the end.
 *
 * @param words in the order they were typed, umlauts as one letter (u)
 * @param pairedWords the same words, umlauts as a pair (ue)
 */
record SearchWords(List<String> words, List<String> pairedWords) {

    /** More words than these are refused: each is looked for in every text that holds the others. */
    static final int MAX_WORDS = 20;

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"?|[^\\s\"]+");
    /** What has a trigram of its own, wherever it stands in a word. */
    private static final Pattern INDEXED = Pattern.compile("[\\p{L}\\p{N}]{3,}");
    /** What folding can bring about in a text of ASCII that holds it in no case. */
    private static final Pattern MADE_BY_FOLDING = Pattern.compile("[ ']");
    /** An order number is rarer than a word of so many more letters. */
    private static final int RARITY_OF_DIGITS = 4;

    /**
     * @param folded a search as {@code search_fold} gives it, umlauts as one letter
     * @param paired the same, umlauts as a pair
     * @throws ProblemException INVALID_REQUEST where there are more than {@link #MAX_WORDS} words
     */
    static SearchWords of(String folded, String paired) {
        List<String> words = split(folded);
        if (words.size() > MAX_WORDS) {
            throw ProblemException.invalid("q", "must hold at most " + MAX_WORDS + " words");
        }
        return new SearchWords(words, split(paired));
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    /** @return a pattern for LIKE for each word */
    String[] patterns() {
        return patterns(words.stream());
    }

    /** @return as {@link #patterns}, umlauts as a pair */
    String[] pairedPatterns() {
        return patterns(pairedWords.stream());
    }

    /** @return the patterns of the words that a text of ASCII holds, in whatever case, if it holds them folded */
    String[] plainPatterns() {
        return patterns(words.stream()
                .filter(word -> pairedWords.contains(word)
                        && !MADE_BY_FOLDING.matcher(word).find()));
    }

    /**
     * @return the part of a word that the index probably knows fewest texts by, whichever reading its umlauts have; null
     *     where no word has three letters or digits in a row
     */
    String rarest() {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String paired = pairedWords.get(i);
            indexed(words.get(i)).filter(paired::contains).forEach(parts::add);
            if (!words.get(i).equals(paired)) {
                parts.add(commonEnd(words.get(i), paired));
                parts.add(commonStart(words.get(i), paired));
            }
        }
        return parts.stream()
                .flatMap(SearchWords::indexed)
                .max(Comparator.comparingInt(SearchWords::rarity))
                .orElse(null);
    }

    /**
     * @return a word with both readings of its umlauts, for where {@link #rarest} has none: the index is asked for each;
     *     null where no word has three letters or digits in a row
     */
    String[] rarestReadings() {
        for (int i = 0; i < words.size(); i++) {
            String word = indexed(words.get(i)).findFirst().orElse(null);
            String paired = indexed(pairedWords.get(i)).findFirst().orElse(null);
            if (word != null && paired != null) {
                return new String[] {word, paired};
            }
        }
        return null;
    }

    private static Stream<String> indexed(String word) {
        return INDEXED.matcher(word).results().map(MatchResult::group);
    }

    private static String commonStart(String one, String other) {
        int length = 0;
        while (length < Math.min(one.length(), other.length()) && one.charAt(length) == other.charAt(length)) {
            length++;
        }
        return one.substring(0, length);
    }

    private static String commonEnd(String one, String other) {
        int length = 0;
        while (length < Math.min(one.length(), other.length())
                && one.charAt(one.length() - 1 - length) == other.charAt(other.length() - 1 - length)) {
            length++;
        }
        return one.substring(one.length() - length);
    }

    /** A guess: long words are rarer than short ones, and numbers rarer than words. */
    private static int rarity(String word) {
        return word.length() + (word.chars().anyMatch(Character::isDigit) ? RARITY_OF_DIGITS : 0);
    }

    private static String[] patterns(Stream<String> words) {
        return words.map(word ->
                        "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%")
                .toArray(String[]::new);
    }

    private static List<String> split(String folded) {
        return WORD.matcher(folded)
                .results()
                .map(match -> match.group(1) == null ? match.group() : match.group(1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
