package dev.replyloop.trial.demo;

import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How hasty people type: small letters, no full stop, and a few words spelled as they come. */
record Handwriting(Map<String, String> typos) {

    private static final Pattern WORD = Pattern.compile("[\\p{L}']+");
    private static final Pattern WORD_IN_CAPITALS = Pattern.compile("\\p{Lu}?\\p{Ll}[\\p{L}']*|I\\b");
    private static final double SLIPS_PER_CHANCE = 0.4;
    private static final int MAX_SLIPS = 3;

    static Handwriting load() {
        return new Handwriting(TextFile.lines("typos.txt").stream()
                .map(line -> line.split(" => "))
                .collect(Collectors.toMap(sides -> sides[0], sides -> sides[1])));
    }

    String withTypos(String text, Dice dice) {
        int[] slips = {0};
        return WORD.matcher(text).replaceAll(word -> {
            String typo = typos.get(word.group());
            if (typo == null || slips[0] == MAX_SLIPS || !dice.chance(SLIPS_PER_CHANCE)) {
                return word.group();
            }
            slips[0]++;
            return typo;
        });
    }

    /** Codes and order numbers keep their capitals: people paste those. */
    String inSmallLetters(String text) {
        String small = WORD_IN_CAPITALS.matcher(text).replaceAll(Handwriting::lowerCase);
        return small.endsWith(".") ? small.substring(0, small.length() - 1) : small;
    }

    private static String lowerCase(MatchResult word) {
        return word.group().toLowerCase(Locale.ROOT);
    }
}
