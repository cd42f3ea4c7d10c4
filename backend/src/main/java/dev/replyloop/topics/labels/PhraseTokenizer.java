package dev.replyloop.topics.labels;

import dev.replyloop.embedding.TextMask;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a text as topics are named: its words in runs that punctuation ends, without those that say nothing. Pure. */
final class PhraseTokenizer {

    /**
     * @param stem what its forms have in common
     * @param surface as it is written in the text, in lower case where only the sentence's beginning raised it
     * @param linking whether it only links others: it may stand inside a name, at neither end
     */
    record Word(String stem, String surface, boolean linking) {}

    /** Names of things with punctuation in them, as "CI/CD", "A/B-Test", "Node.js" and "C++"; then words; then what ends a run. */
    static final Pattern TOKEN = Pattern.compile("\\b\\p{Lu}{1,4}(?:/\\p{Lu}{1,4})+(?:-[\\p{L}\\d]+)*+"
            + "|[\\p{L}\\d]*\\p{L}\\.(?:js|ts|py|net|io|com|org|css|html|json|xml|ya?ml|pdf|csv|xlsx?|docx?|zip|exe)\\b"
            + "|\\bC(?:\\+\\+|#)"
            + "|\\p{L}[\\p{L}\\p{M}\\d]*(?:['\u2019-][\\p{L}\\d]+)*|[^\\s\\p{L}]");

    /** English words that carry no matter: pronouns, articles, auxiliaries, courtesies, fillers. */
    private static final Set<String> EMPTY = Set.of("""
            a an the this that these those some any each every all both such same other another one ones own much many more
            most few lot lots bit kind sort type thing things something anything everything nothing
            i me my mine myself we us our ours you your yours u ur he him his she her hers it its itself they them their
            theirs someone somebody anyone anybody everyone everybody who whom whose which what whatever when where why how
            i'm i'd i'll i've it's that's there's what's here's you're you've we're we've they're they've he's she's let's
            im ive id whats thats dont
            am is are was were be been being do does did doing done have has had having will would shall should may might
            must could can able gonna wanna gotta
            want wants wanted like need needs needed try tries trying tried get gets getting got gotten make makes making made
            take takes taking took long let lets know think thought say says said saying tell tells told telling see seen look looks looking find give
            gives given show go goes going gone went come comes came put seem seems keep keeps kept start started happen
            happens happened happening help helps helped helping please pls plz thanks thank thx hi hello hey dear good
            morning afternoon evening day today now yet just only also too very so really still even already ever always
            again soon then than there here well ok okay yes yeah no hmm oh um maybe possible way ways else quick quickly
            question wondering wonder sure right actually currently recently exactly fine great nice guys folks team anymore
            instead showing shows shown ending ends nobody reached several twice times two three four five six seven eight
            nine ten january february april june july august september october november december monday tuesday wednesday
            thursday friday saturday sunday
            sorry excuse assistance assist hope appreciate cheers regards sincerely kindly unfortunately ago week weeks asap
            best better bad first last next new old since while though although because if whether but or nor either neither per etc via amp lol omg
            """.strip().split("\\s+"));

    private static final Set<String> LINKING = Set.of(
            "as", "to", "for", "from", "in", "on", "of", "with", "at", "by", "into", "and", "without", "between",
            "about", "over", "under", "before", "after", "until", "during", "within");

    /** What makes one word of a verb and what follows it: "top up" is not "top". */
    private static final Set<String> PARTICLES = Set.of("up", "off", "out", "down", "back", "away");

    private static final Set<String> VERBS_WITH_IN = Set.of("log", "sign", "check", "plug", "trade");

    /** By their stems. "Set the address up" is no address up: other words are left alone. */
    private static final Set<String> VERBS_WITH_PARTICLES = Set.of("""
            add back black block boot break build call cancel cash charg check clean clear clos cool cut drop end fill
            follow hang hold kick lay lift load lock log mark mess mix move open opt pack pay phas pick plug pop power pull
            push ring roll run sell send set ship shut sign slow sold sort speed split switch time top track turn wash wear
            wind work wrap writ
            """.strip().split("\\s+"));

    /** What may be left out after a linking word: "talk to agent" says what "talk to an agent" does. */
    private static final Set<String> DETERMINERS = Set.of(
            "a", "an", "the", "my", "your", "our", "his", "her", "its", "their", "this", "that", "these", "those",
            "some", "any", "me", "you", "us");

    /** Words with so many empty ones between them don't belong to one phrase. */
    private static final int EMPTY_BETWEEN_PHRASES = 2;

    private PhraseTokenizer() {}

    /** The runs of words of a text in any language, masked first. */
    static List<List<Word>> runs(String text) {
        String cut = TextMask.cut(text);
        Language language = Language.of(cut);
        return switch (language) {
            case ENGLISH -> english(cut);
            case JAPANESE -> EastAsianWords.japanese(cut);
            case CHINESE -> EastAsianWords.chinese(cut);
            case GERMAN, FRENCH, SPANISH, ITALIAN, PORTUGUESE, DUTCH -> EuropeanWords.runs(cut, language);
        };
    }

    /** Whether nothing but greetings, thanks, a yes or no, emoji and punctuation stands in a text. */
    static boolean isSmallTalk(String text) {
        Matcher tokens = TOKEN.matcher(text);
        while (tokens.find()) {
            String token = tokens.group();
            if (Character.isLetter(token.codePointAt(0)) && !Language.isCourtesy(token.toLowerCase(Locale.ROOT))) {
                return false;
            }
        }
        return text.codePoints().noneMatch(Character::isDigit);
    }

    private static List<List<Word>> english(String cut) {
        List<List<Word>> runs = new ArrayList<>();
        List<Word> run = new ArrayList<>();
        Matcher tokens = TOKEN.matcher(cut);
        boolean beginning = true;
        int empty = 0;
        while (tokens.find()) {
            String token = tokens.group().replace('\u2019', '\'');
            if (!Character.isLetter(token.charAt(0))) {
                if (!run.isEmpty() && ".!?;:,|()\n\"".indexOf(token.charAt(0)) >= 0) {
                    runs.add(run);
                    run = new ArrayList<>();
                }
                beginning |= ".!?".indexOf(token.charAt(0)) >= 0;
                if (token.equals("…")) {
                    // "The code … fails" is one phrase; of "a card over …" the last word links to nothing.
                    while (endsLinking(run)) {
                        run.remove(run.size() - 1);
                    }
                    empty = 0;
                }
                continue;
            }
            Word word = word(run, token, beginning);
            beginning = false;
            if (word == null) {
                empty++;
                // "Invoice from last month" is no invoice from month.
                if (endsLinking(run) && !DETERMINERS.contains(token.toLowerCase(Locale.ROOT))) {
                    runs.add(run);
                    run = new ArrayList<>();
                }
                continue;
            }
            if (word.linking() && empty > 0) {
                // It links to what stands right before it: "buy several of your items" is no buy of items.
                continue;
            }
            if (word.stem().indexOf(' ') > 0) {
                run.set(run.size() - 1, word);
            } else {
                boolean apart = empty >= EMPTY_BETWEEN_PHRASES || word.linking() && endsLinking(run);
                if (apart && !run.isEmpty()) {
                    runs.add(run);
                    run = new ArrayList<>();
                }
                run.add(word);
            }
            empty = 0;
        }
        runs.add(run);
        return runs;
    }

    /** @return what is added to the run, or with a space in it takes its last word's place; null for what says nothing */
    private static Word word(List<Word> run, String token, boolean beginning) {
        String lower = token.toLowerCase(Locale.ROOT);
        if (lower.endsWith("n't") || lower.equals("not") || lower.equals("cannot") || lower.equals("cant")) {
            String surface = lower.startsWith("can") || lower.startsWith("could") ? "can't" : "not";
            return new Word("not", surface, false);
        }
        if (lower.equals("never")) {
            return new Word("not", lower, false);
        }
        if (lower.endsWith("'s")) {
            token = token.substring(0, token.length() - 2);
            lower = token.toLowerCase(Locale.ROOT);
        }
        Word last = run.isEmpty() ? null : run.get(run.size() - 1);
        if (last != null && !last.linking() && joins(last, lower)) {
            return new Word(last.stem() + " " + lower, last.surface() + " " + lower, false);
        }
        if (LINKING.contains(lower)) {
            return new Word(lower, lower, true);
        }
        if (lower.length() == 1 || EMPTY.contains(lower) || PARTICLES.contains(lower)) {
            return null;
        }
        // "Does not work" is what people write, and "not working" what they would call it.
        boolean fails = lower.equals("work") && last != null && last.surface().equals("not");
        return new Word(stem(lower), fails ? "working" : surface(token, lower, beginning), false);
    }

    private static boolean joins(Word verb, String particle) {
        return verb.stem().indexOf(' ') < 0
                && !verb.stem().equals("not")
                && (PARTICLES.contains(particle) && VERBS_WITH_PARTICLES.contains(verb.stem())
                        || particle.equals("in") && VERBS_WITH_IN.contains(verb.stem()));
    }

    private static boolean endsLinking(List<Word> run) {
        return !run.isEmpty() && run.get(run.size() - 1).linking();
    }

    /** Names of things keep their capitals; shouting and beginnings don't. */
    private static String surface(String token, String lower, boolean beginning) {
        boolean shouted = token.length() > 4 && token.indexOf('/') < 0 && token.equals(token.toUpperCase(Locale.ROOT));
        boolean raised = token.substring(1).equals(lower.substring(1));
        return shouted || raised && beginning ? lower : token;
    }

    /** Cuts off what English hangs on a word. Two words of one stem need not be real relatives; a name is safe either way. */
    static String stem(String word) {
        String stem = word;
        if (stem.length() > 4 && stem.endsWith("ies")) {
            stem = stem.substring(0, stem.length() - 3) + "y";
        } else if (stem.length() > 3 && stem.endsWith("s") && !stem.endsWith("ss") && !stem.endsWith("us")) {
            stem = stem.substring(0, stem.length() - 1);
        }
        if (stem.length() > 5 && stem.endsWith("ing")) {
            stem = undoubled(stem.substring(0, stem.length() - 3));
        } else if (stem.length() > 4 && stem.endsWith("ed")) {
            stem = undoubled(stem.substring(0, stem.length() - 2));
        }
        return stem.length() > 3 && stem.endsWith("e") ? stem.substring(0, stem.length() - 1) : stem;
    }

    private static String undoubled(String stem) {
        int last = stem.length() - 1;
        boolean doubled =
                last > 2 && stem.charAt(last) == stem.charAt(last - 1) && "lsz".indexOf(stem.charAt(last)) < 0;
        return doubled ? stem.substring(0, last) : stem;
    }
}
