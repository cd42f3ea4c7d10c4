package dev.replyloop.embedding;

import java.util.regex.Pattern;

/**
 * Takes out of a text what names one customer's case and not its matter: e-mail addresses, links, handles, numbers and
 * ids. They would pull texts apart that mean the same, and must never show up in a topic's name. Pure.
 */
public final class TextMask {

    /** Beyond this the model does not read anyway; bounds what the patterns below have to look at. */
    private static final int MAX_LENGTH = 4_000;

    /**
     * Links, addresses, numbers and ids are written in Latin letters. Letters of other scripts beside them are the sentence,
     * which Japanese, Chinese and Thai write without spaces.
     */
    private static final String LETTER = "\\p{IsLatin}\\p{Nd}";

    private static final Pattern LINK = Pattern.compile(
            "(?i)(?<![" + LETTER + "])(?:https?\\s?:\\s?//|www\\.)[" + LETTER + "!#-;=?-Z_a-z~\\[\\]]++");
    private static final Pattern EMAIL = Pattern.compile("(?<![" + LETTER + "_.+-])[" + LETTER + "_.+-]{1,64}+@["
            + LETTER + "-]{1,63}+(?:\\.[" + LETTER + "-]{1,63}+)++");
    private static final Pattern HANDLE = Pattern.compile("(?<![" + LETTER + "_])@[" + LETTER + "_]++");
    /** A word, or several that punctuation ties together: an amount, a date, a version, a serial number, a UUID. */
    private static final Pattern WORD =
            Pattern.compile("[#$€£¥￥]?[" + LETTER + "]++(?:[_/:.,-][" + LETTER + "]++)*+[%％]?");

    private static final int LETTERS_OF_A_CODE = 4;

    private static final Pattern SPACE = Pattern.compile("\\s++");

    private TextMask() {}

    /**
     * @param text as the customer wrote it
     * @return the text in one line, with an e-mail address as "email", a link as "link", a number or id as "number",
     *     and handles left out; never null, blank where nothing else was in it
     */
    public static String mask(String text) {
        return SPACE.matcher(replaced(text, " email ", " link ", " number ", " "))
                .replaceAll(" ")
                .strip();
    }

    /** The same with an ellipsis for each of them: what is left are words that may be shown. */
    public static String cut(String text) {
        return replaced(text, " … ", " … ", " … ", " … ");
    }

    private static String replaced(String text, String email, String link, String number, String handle) {
        String masked = text;
        if (text.length() > MAX_LENGTH) {
            boolean inPair = Character.isHighSurrogate(text.charAt(MAX_LENGTH - 1));
            masked = text.substring(0, inPair ? MAX_LENGTH - 1 : MAX_LENGTH);
        }
        masked = LINK.matcher(masked).replaceAll(link);
        masked = EMAIL.matcher(masked).replaceAll(email);
        masked = HANDLE.matcher(masked).replaceAll(handle);
        return WORD.matcher(masked).replaceAll(match -> isNumberOrId(match.group()) ? number : "$0");
    }

    /**
     * "12.50", "1/5/2024", "A-100234", "1080p" and a code like "SPRING15" are; "ps4", "MP3", "2fa" and "windows10" are
     * names of things.
     */
    private static boolean isNumberOrId(String word) {
        int digits = 0;
        int letters = 0;
        int capitals = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            digits += Character.isDigit(c) ? 1 : 0;
            letters += Character.isLetter(c) ? 1 : 0;
            capitals += Character.isUpperCase(c) ? 1 : 0;
        }
        boolean isCode = capitals == letters && capitals >= LETTERS_OF_A_CODE;
        return digits > 2 || digits > 0 && (letters == 0 || isCode);
    }
}
