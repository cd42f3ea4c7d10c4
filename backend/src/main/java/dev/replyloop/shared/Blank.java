package dev.replyloop.shared;

/**
 * What shows nothing: white space of every kind, zero-width and other characters without a glyph. Migration V11
 * knows the same ones.
 */
public final class Blank {

    /** Letters and symbols by their category that are drawn as nothing: Hangul and Braille fillers, Khmer vowels. */
    private static final String WITHOUT_GLYPH = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0";

    private Blank() {}

    /**
     * @param text any
     * @return whether nothing in it shows; true for an empty one
     */
    public static boolean isBlank(String text) {
        return text.codePoints().allMatch(Blank::isBlank);
    }

    /**
     * @param a any text
     * @param b another
     * @return whether they differ in nothing that shows
     */
    public static boolean showTheSame(String a, String b) {
        int atA = 0;
        int atB = 0;
        while (true) {
            atA = nextShown(a, atA);
            atB = nextShown(b, atB);
            if (atA == a.length() || atB == b.length()) {
                return atA == a.length() && atB == b.length();
            }
            int shown = a.codePointAt(atA);
            if (shown != b.codePointAt(atB)) {
                return false;
            }
            atA += Character.charCount(shown);
            atB += Character.charCount(shown);
        }
    }

    private static int nextShown(String text, int from) {
        int at = from;
        while (at < text.length() && isBlank(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at;
    }

    private static boolean isBlank(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default ->
                WITHOUT_GLYPH.indexOf(codePoint) >= 0
                        || codePoint >= 0x180B && codePoint <= 0x180F
                        || codePoint >= 0xFE00 && codePoint <= 0xFE0F
                        || codePoint >= 0xE0100 && codePoint <= 0xE01EF;
        };
    }

    /** @return null where the text is null or shows nothing */
    public static String toNull(String text) {
        return text == null || isBlank(text) ? null : text;
    }
}
