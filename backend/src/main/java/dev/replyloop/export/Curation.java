package dev.replyloop.export;

import dev.replyloop.embedding.WrittenText;
import dev.replyloop.shared.Blank;
import dev.replyloop.text.PersonalData;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What is found out about a training prompt for training files. Pure.
 *
 * @param texts masked
 * @param kind the same for verdicts that say the same but for names, numbers, case and punctuation
 * @param messageKey of the message, likewise
 * @param rightKey of the reply that is called right, likewise; null where there is none
 * @param wrongKey of the reply that is called wrong, likewise; null where there is none
 * @param sameSides the right reply is the AI's but for spaces and case
 * @param noReply the right reply is none: one word, a link alone, a pointer to a ticket
 */
record Curation(
        ExportTexts texts,
        long kind,
        long messageKey,
        Long rightKey,
        Long wrongKey,
        boolean sameSides,
        boolean noReply) {

    private static final Pattern LINK = Pattern.compile("(?i)\\b(?:https?://|www\\.)\\S+|\\[LINK[^\\]]*\\]");
    /** Written without spaces, so that words can't be counted. */
    private static final Pattern SPACELESS = Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}]");
    /** In such scripts fewer letters are no sentence. */
    private static final int MIN_SPACELESS_LETTERS = 4;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");
    private static final Pattern POINTER = Pattern.compile(
            "(?:please )?(?:see|cf|siehe|vgl|voir|ver|vedi|zie|se|patrz|veja|véase|mira) (?:the |dem |das |le |la |el |o |il |het )?"
                    + "(?:ticket|case|note|above|below|attachment|anhang|oben|unten|notiz|pièce jointe|ci dessus|adjunto|arriba|"
                    + "anexo|acima|allegato|sopra|bijlage|hierboven)(?: [\\p{L}\\p{N}]+)?");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\[[A-Z]+(?: \\d+)?\\]");
    private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}\\p{M}]+");

    /**
     * @param stored as the database has them; a reviewer's reply stands for the agent's
     * @param useful the verdict
     * @param hasRightReply whether an agent or a reviewer gave another reply; looked at only where it was not useful
     */
    static Curation of(ExportTexts stored, boolean useful, boolean hasRightReply, PersonalData personalData) {
        String written = WrittenText.of(stored.message());
        List<String> texts = new ArrayList<>(
                stored.context().stream().map(ExportTexts.Turn::text).toList());
        texts.add(written);
        texts.add(stored.aiReply());
        texts.add(stored.agentReply());
        List<String> masked = personalData.maskAll(texts);
        int turns = stored.context().size();
        List<ExportTexts.Turn> context = new ArrayList<>();
        for (int i = 0; i < turns; i++) {
            context.add(new ExportTexts.Turn(stored.context().get(i).isCustomer(), masked.get(i)));
        }
        ExportTexts shown = new ExportTexts(masked.get(turns), masked.get(turns + 1), masked.get(turns + 2), context);
        String right = useful ? shown.aiReply() : hasRightReply ? shown.agentReply() : null;
        String message = likened(shown.message());
        String ai = likened(shown.aiReply());
        Long rightKey = right == null ? null : hash("reply", likened(right));
        Long wrongKey = useful ? null : hash("reply", ai);
        return new Curation(
                shown,
                hash("kind", message, ai, String.valueOf(useful), right == null ? "" : likened(right)),
                hash("message", message),
                rightKey,
                wrongKey,
                !useful && right != null && folded(stored.aiReply()).equals(folded(stored.agentReply())),
                right != null && isNoReply(right));
    }

    /** Whether a text can't be what a customer was answered: one word, a link alone, a pointer to something else. */
    static boolean isNoReply(String reply) {
        String text = LINK.matcher(reply).replaceAll(" ");
        List<String> words = WORD.matcher(PLACEHOLDER.matcher(text).replaceAll(" x "))
                .results()
                .map(match -> match.group())
                .toList();
        if (SPACELESS.matcher(text).find()) {
            return words.stream()
                            .mapToInt(word -> word.codePointCount(0, word.length()))
                            .sum()
                    < MIN_SPACELESS_LETTERS;
        }
        return words.size() < 2
                || POINTER.matcher(String.join(" ", words).toLowerCase(Locale.ROOT))
                        .matches();
    }

    /** Without what makes no difference to what is said: names and numbers, which are masked or no letters, case, punctuation. */
    private static String likened(String masked) {
        String folded = Normalizer.normalize(PLACEHOLDER.matcher(masked).replaceAll(" "), Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT);
        String letters = NO_LETTER.matcher(folded).replaceAll(" ").strip();
        // Numbers alone, or signs: then they are all that is said.
        return letters.isEmpty() ? folded.strip() : letters;
    }

    private static String folded(String text) {
        return Blank.isBlank(text)
                ? ""
                : Normalizer.normalize(text, Normalizer.Form.NFKC)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[\\s\\p{Z}\\p{Cf}]+", "");
    }

    /** The first 8 bytes of a SHA-256: among a million kinds two share it with a chance of one in forty million. */
    private static long hash(String... parts) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                sha256.update(part.getBytes(StandardCharsets.UTF_8));
                sha256.update((byte) 0);
            }
            return ByteBuffer.wrap(sha256.digest()).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
