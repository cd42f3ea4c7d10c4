package dev.replyloop.topics.labels;

import dev.replyloop.topics.labels.PhraseTokenizer.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;

/** Reads a text as {@link PhraseTokenizer} does, in a European language other than English: function words link, courtesies part. Pure. */
final class EuropeanWords {

    /** So many function words in a row don't hold a phrase together. */
    private static final int MAX_LINKING = 2;

    private EuropeanWords() {}

    static List<List<Word>> runs(String text, Language language) {
        List<List<Word>> runs = new ArrayList<>();
        List<Word> run = new ArrayList<>();
        Matcher tokens = PhraseTokenizer.TOKEN.matcher(text);
        int linking = 0;
        while (tokens.find()) {
            String token = tokens.group().replace('\u2019', '\'');
            String lower = token.toLowerCase(Locale.ROOT);
            if (!Character.isLetter(token.codePointAt(0)) || language.isEmpty(lower)) {
                run = next(runs, run);
                linking = 0;
                continue;
            }
            if (language.isStopWord(lower)) {
                linking++;
                if (linking > MAX_LINKING) {
                    run = next(runs, run);
                } else if (linking > 1 && !run.isEmpty()) {
                    Word last = run.remove(run.size() - 1);
                    run.add(new Word(last.stem() + " " + lower, last.surface() + " " + lower, true));
                } else if (!run.isEmpty()) {
                    run.add(new Word(lower, lower, true));
                }
                continue;
            }
            linking = 0;
            if (lower.length() == 1) {
                run = next(runs, run);
                continue;
            }
            run.add(new Word(language.stem(withoutArticle(lower)), surface(token, lower), false));
        }
        runs.add(run);
        return runs;
    }

    private static List<Word> next(List<List<Word>> runs, List<Word> run) {
        if (run.isEmpty()) {
            return run;
        }
        runs.add(run);
        return new ArrayList<>();
    }

    /** "L'abonnement" is of one stem with "abonnement". */
    private static String withoutArticle(String lower) {
        int apostrophe = lower.indexOf('\'');
        return apostrophe > 0 && apostrophe < 5 && apostrophe < lower.length() - 2
                ? lower.substring(apostrophe + 1)
                : lower;
    }

    /** German nouns keep their capitals, as names do; shouting doesn't. */
    private static String surface(String token, String lower) {
        boolean isShouted = token.length() > 4 && token.equals(token.toUpperCase(Locale.ROOT));
        return isShouted ? lower : token;
    }
}
