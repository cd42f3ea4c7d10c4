package dev.replyloop.topics.labels;

import dev.replyloop.embedding.EmbeddedMessage;
import dev.replyloop.embedding.TextMask;
import dev.replyloop.embedding.Vectors;
import dev.replyloop.topics.labels.PhraseTokenizer.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Names topics in their customers' own words: the phrase that many of a topic's messages hold and few of the others',
 * weighed by c-TF-IDF (a word's frequency in the topic, times the logarithm of how rare it is elsewhere); of the best
 * phrases the one that means most nearly what the whole topic does.
 */
public final class TopicLabeler {

    private static final double MIN_SHARE = 0.12;
    private static final int MAX_WORDS = 4;
    private static final int MAX_TOKENS = 6;
    /** A name's further words count less than its first ones, so that a longer name must earn its length. */
    private static final double[] WORTH_OF_LENGTH = {0.45, 1, 1.3, 1.35};
    /** Two words that only stand near each other make a poorer name than two that stand side by side. */
    private static final double WORTH_APART = 0.6;
    /** A phrase that so large a share of its messages go on from, or come to, in one way is a piece of a longer one. */
    private static final double SHARE_OF_ONE_WAY_ON = 0.7;

    private static final double WORTH_OF_A_PIECE = 0.5;
    /** "Reply", "family" and "supply" are none. */
    private static final int SHORTEST_ADVERB = 6;

    /** So many of the best phrases are compared by their meaning; each may cost milliseconds. */
    private static final int MAX_COMPARED = 8;
    /** As far off as this from the topic's middle, how far a phrase is tells nothing. */
    private static final double MIN_COSINE = 0.1;

    private static final double WEIGHT_OF_MEANING = 1.5;

    private static final int MAX_LOOKED_AT = 2_000;
    private static final int WORDS_OF_A_QUOTE = 6;
    private static final String WITHOUT_WORDS = "Without words";
    private static final String SMALL_TALK = "Small talk";
    private static final int MAX_LETTERS = 60;
    private static final int OTHERS_THAT_IT_FITS = 2;
    /** Of katakana; Unicode counts it to no script. */
    private static final int PROLONGED_SOUND = 0x30FC;

    private static final Comparator<Candidate> BEST_FIRST =
            Comparator.comparing((Candidate candidate) -> -candidate.score).thenComparing(Candidate::surface);

    private final List<EmbeddedMessage> messages;
    private final Function<String, float[]> vectors;
    /** Of all messages; null where phrases have no vectors. */
    private final float[] mean;

    private final int topicCount;
    /** Of each topic the messages that its name is made from. */
    private final List<List<Integer>> members = new ArrayList<>();

    private final List<Map<String, Integer>> wordsByTopic = new ArrayList<>();
    private final Map<String, Integer> wordTotals = new HashMap<>();
    private double wordsPerTopic;

    private TopicLabeler(
            List<EmbeddedMessage> messages, int[] topicOf, int[] sizes, Function<String, float[]> vectors) {
        this.messages = messages;
        this.vectors = vectors;
        this.mean = vectors == null
                ? null
                : Vectors.mean(messages.stream().map(EmbeddedMessage::vector).toArray(float[][]::new));
        this.topicCount = sizes.length;
        int[] seen = new int[topicCount];
        for (int topic = 0; topic < topicCount; topic++) {
            members.add(new ArrayList<>());
            wordsByTopic.add(new HashMap<>());
        }
        for (int i = 0; i < topicOf.length; i++) {
            int topic = topicOf[i];
            // Of a large topic every second, third, ... message tells as much as all of them.
            if (topic >= 0 && seen[topic]++ % (1 + sizes[topic] / MAX_LOOKED_AT) == 0) {
                members.get(topic).add(i);
            }
        }
    }

    /**
     * @param topicOf of each message its topic, or -1
     * @param sizes of each topic how many messages it has
     * @param typical of each topic its typical message, or -1; quoted where no words stand out
     * @param taken names that are given already
     * @param vectors of a phrase its vector, by the model that the messages' are by; null: words alone decide
     * @return of each topic its name; null where it has no messages
     */
    public static List<String> of(
            List<EmbeddedMessage> messages,
            int[] topicOf,
            int[] sizes,
            int[] typical,
            Set<String> taken,
            Function<String, float[]> vectors) {
        TopicLabeler naming = new TopicLabeler(messages, topicOf, sizes, vectors);
        naming.countWords();
        String[] names = new String[sizes.length];
        Set<Set<String>> stemsTaken = new HashSet<>();
        taken.forEach(name -> stemsTaken.add(stemsOf(name)));
        IntStream.range(0, sizes.length)
                .boxed()
                .sorted(Comparator.comparing(topic -> -sizes[topic]))
                .filter(topic -> sizes[topic] > 0)
                .forEach(topic -> names[topic] = naming.name(topic, typical[topic], stemsTaken));
        return Arrays.asList(names);
    }

    private void countWords() {
        long total = 0;
        for (int topic = 0; topic < topicCount; topic++) {
            Map<String, Integer> counts = wordsByTopic.get(topic);
            for (int message : members.get(topic)) {
                Set<String> stems = new HashSet<>();
                PhraseTokenizer.runs(messages.get(message).text())
                        .forEach(run ->
                                run.stream().filter(word -> !word.linking()).forEach(word -> stems.add(word.stem())));
                stems.forEach(stem -> counts.merge(stem, 1, Integer::sum));
                total += stems.size();
            }
            counts.forEach((stem, count) -> wordTotals.merge(stem, count, Integer::sum));
        }
        wordsPerTopic = (double) total / Math.max(1, topicCount);
    }

    private String name(int topic, int typical, Set<Set<String>> taken) {
        if (PhraseTokenizer.isSmallTalk(messages.get(typical).text()) && taken.add(stemsOf(SMALL_TALK))) {
            return SMALL_TALK;
        }
        List<Candidate> candidates = candidates(topic);
        if (!candidates.isEmpty() && fitsOthers(candidates.get(0), topic)) {
            String name = withSecondWord(candidates);
            if (name != null && name.length() <= MAX_LETTERS && taken.add(stemsOf(name))) {
                return capitalised(name);
            }
        }
        for (Candidate candidate : candidates) {
            if (candidate.surface().length() <= MAX_LETTERS && taken.add(new TreeSet<>(candidate.stems))) {
                return capitalised(candidate.surface());
            }
        }
        String quote = quote(messages.get(typical).text());
        String name = quote;
        for (int number = 2; !taken.add(stemsOf(name)); number++) {
            name = quote + " (" + number + ")";
        }
        return name;
    }

    /** Whether it is one word that many messages of other topics hold too. */
    private boolean fitsOthers(Candidate candidate, int topic) {
        if (candidate.stems.size() > 1) {
            return false;
        }
        String stem = candidate.stems.get(0);
        long others = IntStream.range(0, topicCount)
                .filter(other -> other != topic
                        && wordsByTopic.get(other).getOrDefault(stem, 0)
                                >= Math.max(2, MIN_SHARE * members.get(other).size()))
                .count();
        return others >= OTHERS_THAT_IT_FITS;
    }

    /** The best phrase with that word in it; without one, the word and the next best; null where there is none. */
    private static String withSecondWord(List<Candidate> candidates) {
        Candidate first = candidates.get(0);
        String stem = first.stems.get(0);
        return candidates.stream()
                .filter(candidate -> candidate.stems.size() > 1 && candidate.stems.contains(stem))
                .map(Candidate::surface)
                .findFirst()
                .or(() -> candidates.stream()
                        .filter(candidate -> !candidate.stems.contains(stem))
                        .map(candidate -> first.surface() + ", " + candidate.surface())
                        .findFirst())
                .orElse(null);
    }

    /** The best first. */
    private List<Candidate> candidates(int topic) {
        List<Integer> own = members.get(topic);
        int least = Math.max(2, (int) Math.ceil(MIN_SHARE * own.size()));
        Map<String, Integer> counts = wordsByTopic.get(topic);
        // In the order of their keys: equal candidates must not depend on the order of a hash.
        Map<String, Candidate> candidates = new TreeMap<>();
        for (int message : own) {
            Set<String> inMessage = new HashSet<>();
            for (List<Word> run : PhraseTokenizer.runs(messages.get(message).text())) {
                List<Word> frequent = run.stream()
                        .filter(word -> word.linking() || counts.get(word.stem()) >= least)
                        .toList();
                collect(run, true, counts, least, inMessage, candidates);
                if (frequent.size() < run.size()) {
                    collect(frequent, false, counts, least, inMessage, candidates);
                }
            }
        }
        markPieces(candidates);
        List<Candidate> best = candidates.values().stream()
                .filter(candidate -> candidate.count >= least && !isIncomplete(candidate.stems))
                .peek(candidate -> candidate.score = score(candidate, counts, own.size()))
                .sorted(BEST_FIRST)
                .toList();
        return vectors == null ? best : byMeaning(best, own);
    }

    private static void markPieces(Map<String, Candidate> candidates) {
        for (Candidate longer : candidates.values()) {
            int words = longer.stems.size();
            if (words > 1) {
                for (List<String> piece : List.of(longer.stems.subList(0, words - 1), longer.stems.subList(1, words))) {
                    Candidate shorter = candidates.get(String.join(" ", piece));
                    if (shorter != null && longer.adjacent >= SHARE_OF_ONE_WAY_ON * shorter.count) {
                        shorter.isPiece = true;
                    }
                }
            }
        }
    }

    /** The same, with the best of them in the order of what they mean too. */
    private List<Candidate> byMeaning(List<Candidate> candidates, List<Integer> own) {
        float[] sum = new float[mean.length];
        own.forEach(message ->
                Vectors.add(sum, Vectors.centred(messages.get(message).vector(), mean)));
        float[] middle = Vectors.normalised(sum);
        List<Candidate> compared = candidates.subList(0, Math.min(MAX_COMPARED, candidates.size()));
        for (Candidate candidate : compared) {
            double cosine = Vectors.dot(Vectors.centred(vectors.apply(candidate.surface()), mean), middle);
            candidate.score *= Math.pow(Math.max(MIN_COSINE, cosine), WEIGHT_OF_MEANING);
        }
        List<Candidate> ordered = new ArrayList<>(compared);
        ordered.sort(BEST_FIRST);
        ordered.addAll(candidates.subList(compared.size(), candidates.size()));
        return ordered;
    }

    /** Adds every phrase of the run: from word to word, over linking ones. */
    private static void collect(
            List<Word> run,
            boolean adjacent,
            Map<String, Integer> counts,
            int least,
            Set<String> inMessage,
            Map<String, Candidate> candidates) {
        for (int from = 0; from < run.size(); from++) {
            List<String> stems = new ArrayList<>();
            StringBuilder surface = new StringBuilder();
            for (int to = from; to < run.size() && to - from < MAX_TOKENS && stems.size() < MAX_WORDS; to++) {
                Word word = run.get(to);
                if (word.linking() ? stems.isEmpty() : counts.get(word.stem()) < least || stems.contains(word.stem())) {
                    break;
                }
                join(surface, word.surface());
                if (word.linking()) {
                    continue;
                }
                stems.add(word.stem());
                String key = String.join(" ", stems);
                if (stems.size() == 1 && word.stem().equals("not") || !adjacent && stems.size() == 1) {
                    continue;
                }
                Candidate candidate = candidates.computeIfAbsent(key, any -> new Candidate(List.copyOf(stems)));
                if (inMessage.add(key)) {
                    candidate.count++;
                    candidate.adjacent += adjacent ? 1 : 0;
                }
                if (adjacent || candidate.adjacent == 0) {
                    candidate.surfaces.merge(surface.toString(), 1, Integer::sum);
                }
            }
        }
    }

    /** Scripts that put no spaces between words have none in names either. */
    private static void join(StringBuilder surface, String word) {
        boolean isSpaced = !surface.isEmpty()
                && !(isWithoutSpaces(surface.codePointBefore(surface.length()))
                        && isWithoutSpaces(word.codePointAt(0)));
        surface.append(isSpaced ? " " : "").append(word);
    }

    private static boolean isWithoutSpaces(int codePoint) {
        return switch (Character.UnicodeScript.of(codePoint)) {
            case HAN, HIRAGANA, KATAKANA, THAI -> true;
            default -> codePoint == PROLONGED_SOUND;
        };
    }

    private double score(Candidate candidate, Map<String, Integer> counts, int size) {
        double worth = 0;
        for (String stem : candidate.stems) {
            double share = (double) counts.get(stem) / size;
            worth += share * Math.log(1 + wordsPerTopic / wordTotals.get(stem));
        }
        int words = candidate.stems.size();
        double cohesion = WORTH_APART + (1 - WORTH_APART) * candidate.adjacent / candidate.count;
        double coverage = Math.sqrt((double) candidate.count / size);
        return worth
                / words
                * WORTH_OF_LENGTH[words - 1]
                * (words == 1 ? 1 : 2)
                * cohesion
                * coverage
                * (candidate.isPiece ? WORTH_OF_A_PIECE : 1);
    }

    /** "Card not" and "stop monthly" lack their end, and "not working" its subject. */
    private static boolean isIncomplete(List<String> stems) {
        int words = stems.size();
        String last = stems.get(words - 1);
        return last.equals("not")
                || words > 1 && last.length() > SHORTEST_ADVERB && last.endsWith("ly")
                || words < MAX_WORDS && stems.get(0).equals("not");
    }

    private static Set<String> stemsOf(String name) {
        Set<String> stems = new TreeSet<>();
        PhraseTokenizer.runs(name)
                .forEach(run -> run.stream().filter(word -> !word.linking()).forEach(word -> stems.add(word.stem())));
        if (stems.isEmpty() || name.endsWith(")")) {
            stems.add(name.toLowerCase(Locale.ROOT));
        }
        return stems;
    }

    private static String quote(String text) {
        String speaking = TextMask.cut(text).replaceFirst("^[^\\p{L}]+", "");
        if (speaking.isEmpty()) {
            return WITHOUT_WORDS;
        }
        String[] words = speaking.strip().split("\\s+");
        String quote = String.join(" ", List.of(words).subList(0, Math.min(words.length, WORDS_OF_A_QUOTE)));
        boolean isCut = words.length > WORDS_OF_A_QUOTE || quote.length() > MAX_LETTERS;
        if (quote.length() > MAX_LETTERS) {
            boolean inPair = Character.isHighSurrogate(quote.charAt(MAX_LETTERS - 2));
            quote = quote.substring(0, inPair ? MAX_LETTERS - 2 : MAX_LETTERS - 1);
        }
        String whole = quote.replaceFirst("[\\s…]+$", "");
        return capitalised(isCut || !whole.equals(quote) ? whole + "…" : whole);
    }

    private static String capitalised(String name) {
        if (name.isEmpty()) {
            return name;
        }
        int first = name.codePointAt(0);
        boolean mixed = name.length() > 1 && Character.isUpperCase(name.charAt(1));
        return mixed
                ? name
                : new StringBuilder()
                        .appendCodePoint(Character.toTitleCase(first))
                        .append(name, Character.charCount(first), name.length())
                        .toString();
    }

    private static final class Candidate {

        private final List<String> stems;
        private final Map<String, Integer> surfaces = new LinkedHashMap<>();
        private int count;
        private int adjacent;
        private boolean isPiece;
        private double score;

        Candidate(List<String> stems) {
            this.stems = stems;
        }

        /** The way most of them write it. */
        String surface() {
            return surfaces.entrySet().stream()
                    .max(Map.Entry.<String, Integer>comparingByValue()
                            .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                    .orElseThrow()
                    .getKey();
        }
    }
}
