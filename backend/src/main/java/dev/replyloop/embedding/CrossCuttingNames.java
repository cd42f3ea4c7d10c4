package dev.replyloop.embedding;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names that customers write about every matter with: products, months, people. Left in, they pull messages about one
 * product together whatever is the matter with it. Immutable.
 *
 * <p>A name is a word that is written with a capital inside sentences and that keeps no company: no other word is frequent
 * beside it and rare elsewhere. "Apple" beside "top up" names a matter and stays. The words that always stand next to a name
 * belong to it: "Linnet gooseneck kettle". Only texts in English are learned from: German has capitals for every noun.
 */
public final class CrossCuttingNames {

    /** Masks nothing. */
    public static final CrossCuttingNames NONE = new CrossCuttingNames(Map.of());

    /** In so many messages a word must be, to be known for a name. */
    private static final int MIN_MESSAGES = 10;

    private static final double MIN_CAPITALS = 0.9;
    /** A word that is in so much of a name's messages, and so many times more often than elsewhere, is its company. */
    private static final double COMPANY_SHARE = 0.3;

    private static final double COMPANY_LIFT = 5;
    /** How much of a name's occurrences a neighbour must be beside, to belong to it. */
    private static final double NEIGHBOUR_SHARE = 0.9;

    private static final int MAX_NEIGHBOURS = 3;
    private static final int MIN_LENGTH = 3;

    private static final String INSTEAD = "item";

    private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{M}]+(?:['’-]\\p{L}+)*|\\n|[^\\s\\p{L}]+");
    /** What may stand between two words of a sentence. */
    private static final Pattern INSIDE = Pattern.compile("[,'’&%€$£#/-]+|\\d.*");

    private final Map<String, Name> names;

    private CrossCuttingNames(Map<String, Name> names) {
        this.names = Map.copyOf(names);
    }

    /**
     * Learns the names of some texts.
     *
     * @param texts what customers wrote, in English
     */
    public static CrossCuttingNames of(Collection<String> texts) {
        Map<String, Spelling> spellings = new HashMap<>();
        Map<String, Integer> messages = new HashMap<>();
        List<List<Token>> sentences = new ArrayList<>(texts.size());
        for (String text : texts) {
            List<Token> tokens = tokens(text);
            sentences.add(tokens);
            words(tokens).forEach(word -> messages.merge(word, 1, Integer::sum));
            // Who writes without any capital says nothing about them.
            if (tokens.stream().anyMatch(Token::isCapital)) {
                tokens.forEach(token -> spellings
                        .computeIfAbsent(token.lower(), word -> new Spelling())
                        .add(token));
            }
        }
        Map<String, Company> candidates = new HashMap<>();
        spellings.forEach((word, spelling) -> {
            if (messages.getOrDefault(word, 0) >= MIN_MESSAGES && spelling.isOfAName()) {
                candidates.put(word, new Company());
            }
        });
        for (List<Token> tokens : sentences) {
            Set<String> words = words(tokens);
            Set<String> seen = new HashSet<>();
            for (int i = 0; i < tokens.size(); i++) {
                Company company = candidates.get(tokens.get(i).lower());
                if (company != null) {
                    company.addNeighbours(tokens, i);
                    if (seen.add(tokens.get(i).lower())) {
                        words.forEach(company::addWord);
                    }
                }
            }
        }
        Map<String, Name> names = new HashMap<>();
        candidates.forEach((word, company) -> {
            Name name = company.name();
            if (!company.isKept(word, name, messages, sentences.size())) {
                names.put(word, name);
            }
        });
        return new CrossCuttingNames(names);
    }

    /**
     * @param text what a customer wrote
     * @return that with "item" for each name, to be embedded; the same object where there is none
     */
    public String mask(String text) {
        return replace(text, INSTEAD);
    }

    /** The same with an ellipsis: what is left are words that may be shown. */
    public String cut(String text) {
        return replace(text, " … ");
    }

    private String replace(String text, String instead) {
        if (names.isEmpty()) {
            return text;
        }
        List<Token> tokens = tokens(text);
        StringBuilder replaced = null;
        int copied = 0;
        int covered = -1;
        for (int i = 0; i < tokens.size(); i++) {
            Name name = names.get(tokens.get(i).lower());
            if (i <= covered || name == null) {
                continue;
            }
            int first = i - matching(tokens, i, -1, name.before());
            int last = i + matching(tokens, i, 1, name.after());
            // In small letters a word alone may be just that.
            if (first == last && !tokens.get(i).isCapital()) {
                continue;
            }
            replaced = replaced == null ? new StringBuilder(text.length()) : replaced;
            int from = tokens.get(Math.max(first, covered + 1)).start();
            // A first name and a surname are one.
            if (covered < 0 || covered < first - 1) {
                replaced.append(text, copied, from).append(instead);
            }
            copied = tokens.get(last).end();
            covered = last;
        }
        return replaced == null
                ? text
                : replaced.append(text, copied, text.length()).toString();
    }

    /** How many of a name's words stand beside it, counted away from it. */
    private static int matching(List<Token> tokens, int at, int direction, List<String> words) {
        int count = 0;
        for (String word : words) {
            int next = at + direction * (count + 1);
            if (next < 0 || next >= tokens.size() || !tokens.get(next).lower().equals(word)) {
                break;
            }
            count++;
        }
        return count;
    }

    private static Set<String> words(List<Token> tokens) {
        Set<String> words = new HashSet<>();
        for (Token token : tokens) {
            if (token.isWord()) {
                words.add(token.lower());
            }
        }
        return words;
    }

    private static List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        boolean opens = true;
        while (matcher.find()) {
            String token = matcher.group();
            boolean isWord = Character.isLetter(token.codePointAt(0));
            tokens.add(new Token(token, token.toLowerCase(Locale.ROOT), isWord, opens, matcher.start(), matcher.end()));
            opens = !isWord && (opens || !INSIDE.matcher(token).matches());
        }
        return tokens;
    }

    /**
     * A word, a line end or what else stands in a text.
     *
     * @param opens whether a sentence may begin here
     */
    private record Token(String text, String lower, boolean isWord, boolean opens, int start, int end) {

        /** Whether it is a word with a capital first letter and small ones. */
        boolean isCapital() {
            return isWord
                    && text.length() >= MIN_LENGTH
                    && Character.isUpperCase(text.codePointAt(0))
                    && !text.equals(text.toUpperCase(Locale.ROOT))
                    // "I'm", "I'd".
                    && !(text.charAt(0) == 'I' && (text.charAt(1) == '\'' || text.charAt(1) == '’'));
        }
    }

    /** What a name consists of beside its own word, each list counted away from that. */
    private record Name(List<String> before, List<String> after) {}

    /** How often a word is written in which letters, where that tells anything. */
    private static final class Spelling {

        private int all;
        private int capitals;

        void add(Token token) {
            if (token.isWord() && !(token.opens() && token.isCapital())) {
                all++;
                capitals += token.isCapital() ? 1 : 0;
            }
        }

        boolean isOfAName() {
            return 2 * capitals >= MIN_MESSAGES && capitals >= MIN_CAPITALS * all;
        }
    }

    /** The words that a candidate stands with. */
    private static final class Company {

        private int messages;
        private int occurrences;
        private final Map<String, Integer> words = new HashMap<>();
        private final List<Map<String, Integer>> before = new ArrayList<>();
        private final List<Map<String, Integer>> after = new ArrayList<>();

        Company() {
            for (int i = 0; i < MAX_NEIGHBOURS; i++) {
                before.add(new HashMap<>());
                after.add(new HashMap<>());
            }
        }

        void addNeighbours(List<Token> tokens, int at) {
            occurrences++;
            for (int distance = 1; distance <= MAX_NEIGHBOURS; distance++) {
                count(tokens, at - distance, before.get(distance - 1));
                count(tokens, at + distance, after.get(distance - 1));
            }
        }

        private static void count(List<Token> tokens, int at, Map<String, Integer> counts) {
            if (at >= 0 && at < tokens.size() && tokens.get(at).isWord()) {
                counts.merge(tokens.get(at).lower(), 1, Integer::sum);
            }
        }

        /** To be called once a message and word, the candidate itself among them. */
        void addWord(String word) {
            words.merge(word, 1, Integer::sum);
        }

        Name name() {
            return new Name(neighbours(before), neighbours(after));
        }

        private List<String> neighbours(List<Map<String, Integer>> counts) {
            List<String> neighbours = new ArrayList<>();
            for (Map<String, Integer> at : counts) {
                Map.Entry<String, Integer> most =
                        at.entrySet().stream().max(Map.Entry.comparingByValue()).orElse(null);
                if (most == null || most.getValue() < NEIGHBOUR_SHARE * occurrences) {
                    break;
                }
                neighbours.add(most.getKey());
            }
            return neighbours;
        }

        /** Whether a word keeps company with it, so that it names a matter. */
        boolean isKept(String word, Name name, Map<String, Integer> everywhere, int all) {
            messages = words.getOrDefault(word, 0);
            return words.entrySet().stream()
                    .filter(other -> !other.getKey().equals(word)
                            && !name.before().contains(other.getKey())
                            && !name.after().contains(other.getKey()))
                    .anyMatch(other -> {
                        double share = (double) other.getValue() / messages;
                        double usual = (double) everywhere.get(other.getKey()) / all;
                        return share >= COMPANY_SHARE && share >= COMPANY_LIFT * usual;
                    });
        }
    }
}
