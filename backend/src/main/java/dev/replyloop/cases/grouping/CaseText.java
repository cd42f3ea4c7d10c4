package dev.replyloop.cases.grouping;

import dev.replyloop.embedding.TextMask;
import dev.replyloop.embedding.WrittenText;
import java.util.regex.Pattern;

/**
 * What is compared of a text to find cases: not whom it addresses, not who signed it, and not the numbers and dates of one
 * customer. Pure.
 */
public final class CaseText {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\[[A-Z]+(?: \\d+)?\\]");
    /** Also on the line of the first sentence, where a chat has it. */
    private static final Pattern GREETING = Pattern.compile(
            "(?iu)^\\s*(?:hello|hi|hey|dear|good (?:morning|day|afternoon|evening)|guten (?:tag|morgen|abend)|hallo|liebe[rs]?|sehr geehrte[rs]?"
                    + "|moin|servus|grüezi|hola|buenos días|buenas (?:tardes|noches)|estimad[oa]s?|bonjour|bonsoir|salut|cher|chère|ciao|buongiorno"
                    + "|gentile|olá|bom dia|boa tarde|beste|goedendag|geachte)(?=[\\s,!.])[^,!.:\\n]{0,40}[,!.:]\\s*");

    private static final Pattern SIGN_OFF = Pattern.compile(
            "(?iu)[\\s.!]+(?:(?:kind |best |warm |many )?(?:regards|wishes)|best|cheers|yours|(?:mit )?(?:freundlichen|besten|vielen|lieben|schönen)"
                    + " grüßen|(?:viele|liebe|beste|schöne|freundliche) grüße|(?:un |muchos )?saludos?(?: cordial(?:es)?)?|cordialement"
                    + "|(?:cordiali )?saluti|atenciosamente|groet(?:en|jes)?)\\s*[,.!]*(?:[\\s,]*\\p{Lu}[\\p{L}'’-]*){0,3}[\\s.,!]*$");

    private CaseText() {}

    /**
     * @param masked a text with placeholders for personal data, such as {@code [NAME 1]}
     * @return what it says, in one line; never null, blank where it says nothing else
     */
    public static String of(String masked) {
        String text =
                PLACEHOLDER.matcher(WrittenText.of(masked)).replaceAll(" ").strip();
        String said = SIGN_OFF.matcher(GREETING.matcher(text).replaceFirst("")).replaceFirst("");
        return TextMask.mask(said.isBlank() ? text : said);
    }
}
