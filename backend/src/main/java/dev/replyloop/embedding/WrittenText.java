package dev.replyloop.embedding;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/**
 * Finds in a mail what its author wrote now: HTML becomes text; quoted earlier mails, their headers, signatures, legal notices,
 * greetings and the labels of form fields are left out. Pure. Where nothing would be left, the whole text is what was written.
 */
public final class WrittenText {

    /** Of a longer one no more is looked at; with mark-up and quotes a mail is many times as long as what was written. */
    private static final int MAX_LENGTH = 100_000;

    /** A mail's mark-up is in blocks, and closes them; a customer who writes about a tag does neither. */
    private static final Pattern MARK_UP =
            Pattern.compile("(?i)<(?:!doctype|html|head|body|div|p|br|table|span|style|meta|blockquote)\\b[^<>]*>");

    private static final Pattern END_OF_BLOCK =
            Pattern.compile("(?i)</(?:html|head|body|div|p|table|span|style|blockquote)>|<br\\s*/?>");
    /** What mail programs wrap an earlier mail or a signature in. */
    private static final String NOT_WRITTEN =
            "script, style, head, title, blockquote[type=cite], blockquote.gmail_quote,"
                    + " div.gmail_quote, div.gmail_extra, div.gmail_signature, div.yahoo_quoted, div.moz-cite-prefix,"
                    + " div.moz-signature, div.protonmail_quote, [hidden], [style~=(?i)display:\\s*none]";
    /** Outlook begins the earlier mail with an empty element of this id, or with a line above. */
    private static final String OUTLOOK_QUOTE =
            "#divRplyFwdMsg, #appendonsend, div[style~=(?i)border-top:\\s*solid #e1e1e1]";

    private static final String BLOCKS =
            "address article aside blockquote body br center dd div dl dt fieldset footer form h1 h2"
                    + " h3 h4 h5 h6 header hr li main nav ol p pre section table td th tr ul";

    private static final Pattern LINE = Pattern.compile("\\R");
    private static final Pattern QUOTED = Pattern.compile("\\s*(?:>|&gt;|\\|\\s).*");

    private static final Pattern SOMEBODY_WROTE = Pattern.compile(
            "(?iu)\\s*(?:on|am|le|el|il|em|op|på|den|dne|w dniu|em)\\s.{4,200}"
                    + "\\s(?:wrote|schrieb(?: .{1,80})?|a écrit|escribió|ha scritto|escreveu|schreef(?: .{1,80})?|skrev|napsal\\(a\\)|napisał\\(a\\))\\s?[:：]?\\s*");
    private static final Pattern SOMEBODY_WROTE_EAST_ASIAN =
            Pattern.compile("\\s*(?:在\\s*)?\\d{4}\\s?[年/-].{4,200}(?:写道|寫道|のメール|wrote|[>＞])\\s?[:：]\\s*");
    private static final Pattern FORWARDED =
            Pattern.compile("(?iu)\\s*[-_=*]{2,}\\s*(?:original|ursprüngliche|weitergeleitete"
                    + "|forwarded|begin forwarded|message d.origine|message transféré|mensaje original|mensaje reenviado|messaggio originale"
                    + "|messaggio inoltrato|mensagem original|mensagem encaminhada|oorspronkelijk|doorgestuurd|転送|元のメッセージ|原始邮件|转发"
                    + ").{0,60}\\s*");
    private static final Pattern BEGIN_FORWARDED = Pattern.compile(
            "(?iu)\\s*(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-mail)|début du message"
                    + " (?:transféré|réexpédié)|inizio messaggio inoltrato|inicio del mensaje reenviado)\\s*:\\s*");
    private static final Pattern RULE = Pattern.compile("\\s*[_=*~-]{10,}\\s*");
    private static final Pattern HEADER =
            Pattern.compile("(?iu)\\s*\\*?(?:from|sent|date|to|cc|bcc|subject|reply-to|von|gesendet|datum"
                    + "|an|betreff|de|envoyé|à|objet|enviado(?: el)?|para|asunto|fecha|da|inviato|oggetto|data|enviada(?: em)?|assunto|van|verzonden|aan"
                    + "|onderwerp|差出人|送信日時|日付|宛先|件名|发件人|发送时间|收件人|主题|抄送)\\*?\\s?[:：]\\*?\\s.*");
    private static final int HEADERS_OF_A_MAIL = 3;

    private static final Pattern SIGNATURE = Pattern.compile("--\\s?|—\\s?|__\\s?");
    private static final Pattern SENT_FROM =
            Pattern.compile("(?iu)\\s*(?:sent from my|sent from outlook|sent via|get outlook for"
                    + "|von meinem .{2,40} gesendet|gesendet von|gesendet mit|envoyé de(?:puis)? mon|envoyé à partir|enviado desde|enviado do meu"
                    + "|inviato da|verstuurd vanaf|verzonden vanaf).{0,80}|.{0,12}iPhoneから送信.{0,4}|.{0,4}发自我的.{0,20}");
    /** What a mail ends with, on a line of its own; what follows is who wrote it. */
    private static final Pattern SIGN_OFF =
            Pattern.compile("(?iu)\\s*(?:(?:kind|best|warm|many|with kind|with best)?\\s*(?:regards|wishes)"
                    + "|(?:yours )?(?:sincerely|faithfully|truly)(?: yours)?|cheers|many thanks|thanks(?: again| in advance| and regards)?|thank you"
                    + "|mit freundlichen gr(?:ü|ue)(?:ß|ss)en|(?:viele|beste|liebe|freundliche|schöne|herzliche) gr(?:ü|ue)(?:ß|ss)e|mfg|lg|vg|danke"
                    + "|(?:bien )?cordialement|salutations distinguées|merci d.avance|bonne journée"
                    + "|(?:un |muchos |cordiales )?salud(?:o|os)(?: cordial(?:es)?)?|atentamente|gracias de antemano"
                    + "|cordiali saluti|distinti saluti|saluti|grazie in anticipo"
                    + "|atenciosamente|cumprimentos|(?:com os )?melhores cumprimentos|obrigad[oa]"
                    + "|met vriendelijke groet(?:en)?|vriendelijke groet(?:en)?|groet(?:en|jes)?|mvg"
                    + "|(?:以上、?)?(?:どうぞ)?(?:宜|よろ)しくお願い(?:いた|致)?(?:し)?(?:ます|申し上げます)|敬具|此致|敬礼|谢谢)\\s*[,.!。、，！]*\\s*");

    private static final int LINES_OF_A_SIGNATURE = 14;

    private static final Pattern GREETING =
            Pattern.compile("(?iu)\\s*(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day))\\b"
                    + "|hallo\\b|sehr geehrte|guten (?:tag|morgen|abend)|liebes?\\b|moin\\b|bonjour\\b|cher\\b|chère\\b|madame|monsieur|hola\\b|buen[oa]s?\\b"
                    + "|estimad|ciao\\b|buongiorno|gentile\\b|salve\\b|olá\\b|prezad|bom dia|boa tarde|beste\\b|geachte\\b|goedemorgen|goedemiddag"
                    + "|お世話になっております|こんにちは|您好|你好).{0,50}[,!:、。，！：]\\s*");

    private static final Pattern LEGAL =
            Pattern.compile("(?iu)confidential|privileged|intended (?:only|solely)|intended recipient"
                    + "|unauthori[sz]ed|disclaimer|virus|received this (?:e-?mail|message) in error|delete (?:it|this|the)|vertraulich|bestimmungsgemäß"
                    + "|unbefugt|irrtümlich|geschäftsführer|handelsregister|amtsgericht|confidentiel|destinataire|par erreur|confidencial|destinatari[oa]"
                    + "|por error|riservat|per errore|vertrouwelijk|geadresseerde|registered (?:office|in england)|company (?:no|number)"
                    + "|consider the environment|unsubscribe|abmelden|se désabonner|機密|誤って|保密|机密");
    private static final int LEGAL_TERMS = 2;

    private static final Pattern FIELD =
            Pattern.compile("\\s*([\\p{L}][\\p{L}\\p{M} /().'-]{1,38}[\\p{L}).])\\s?[:：]\\s*(.*)");
    private static final int FIELDS_OF_A_FORM = 3;
    /** Whose value is what was written; that of other fields names who wrote. */
    private static final Pattern WRITTEN_FIELD = Pattern.compile(
            "(?iu).*(?:message|comment|question|description|subject|details|problem"
                    + "|issue|request|feedback|reason|nachricht|anliegen|frage|beschreibung|betreff|kommentar|grund|demande|objet|commentaire"
                    + "|mensaje|asunto|consulta|comentario|messaggio|oggetto|richiesta|mensagem|assunto|pergunta|bericht|onderwerp|vraag).*");

    private WrittenText() {}

    /**
     * @param message a mail or chat message as it came, HTML or plain
     * @return what its author wrote now, with its line ends; the whole of it where nothing else was found
     */
    public static String of(String message) {
        String text = message.length() > MAX_LENGTH ? message.substring(0, MAX_LENGTH) : message;
        if (text.indexOf('<') >= 0
                && MARK_UP.matcher(text).find()
                && END_OF_BLOCK.matcher(text).find()) {
            text = fromHtml(text);
        }
        String written = fromPlain(text);
        return written.isBlank() ? text : written;
    }

    // --- HTML ------------------------------------------------------------------------------------------------------

    private static String fromHtml(String html) {
        Document document = Jsoup.parse(html);
        String whole = textOf(document);
        document.select(NOT_WRITTEN).remove();
        for (Element quote : document.select(OUTLOOK_QUOTE)) {
            for (Node next = quote; next != null; ) {
                Node after = next.nextSibling();
                next.remove();
                next = after;
            }
        }
        String text = textOf(document);
        return text.isBlank() ? whole : text;
    }

    private static String textOf(Document document) {
        StringBuilder text = new StringBuilder();
        NodeTraversor.traverse(
                new NodeVisitor() {
                    @Override
                    public void head(Node node, int depth) {
                        if (node instanceof TextNode words) {
                            text.append(words.text());
                        } else if (isBlock(node)) {
                            text.append('\n');
                        }
                    }

                    @Override
                    public void tail(Node node, int depth) {
                        if (isBlock(node) && !node.nameIs("br")) {
                            text.append('\n');
                        }
                    }
                },
                document.body());
        return text.toString()
                .replaceAll("[ \\t\\u00a0]+", " ")
                .replaceAll(" ?\\n ?", "\n")
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
    }

    private static boolean isBlock(Node node) {
        return node instanceof Element element && (" " + BLOCKS + " ").contains(" " + element.normalName() + " ");
    }

    // --- Plain text ------------------------------------------------------------------------------------------------

    private static String fromPlain(String text) {
        if (text.indexOf('\n') < 0 && text.indexOf('\r') < 0) {
            return text;
        }
        List<String> lines = new ArrayList<>(List.of(LINE.split(text)));
        cutEarlierMail(lines);
        lines.removeIf(line ->
                QUOTED.matcher(line).matches() || SENT_FROM.matcher(line).matches());
        cutSignature(lines);
        dropGreeting(lines);
        dropLegalNotices(lines);
        takeFormApart(lines);
        return String.join("\n", lines).strip();
    }

    /** What follows a quote's first line is the quote; before it, something was written, or else the quote is what was sent. */
    private static void cutEarlierMail(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            boolean isForward = FORWARDED.matcher(lines.get(i)).matches()
                    || BEGIN_FORWARDED.matcher(lines.get(i)).matches();
            int headers = headersFrom(lines, i);
            boolean isQuote = isForward || headers > 0 || isSomebodyWrote(lines, i) || isRuleBeforeMail(lines, i);
            if (!isQuote) {
                continue;
            }
            if (isAnythingWritten(lines.subList(0, i))) {
                lines.subList(i, lines.size()).clear();
                return;
            }
            int end = i + Math.max(1, headers);
            lines.subList(0, end).clear();
            i = -1;
        }
    }

    private static boolean isAnythingWritten(List<String> lines) {
        return lines.stream()
                .anyMatch(line -> !line.isBlank()
                        && !QUOTED.matcher(line).matches()
                        && !GREETING.matcher(line).matches());
    }

    private static boolean isSomebodyWrote(List<String> lines, int at) {
        String line = lines.get(at);
        if (isSomebodyWrote(line)) {
            return true;
        }
        // Mail programs wrap it.
        return at + 1 < lines.size()
                && line.length() > 20
                && !line.endsWith(".")
                && !lines.get(at + 1).isBlank()
                && lines.get(at + 1).strip().endsWith(":")
                && isSomebodyWrote(line + " " + lines.get(at + 1).strip());
    }

    private static boolean isSomebodyWrote(String line) {
        return line.length() < 400
                && (SOMEBODY_WROTE.matcher(line).matches()
                        || SOMEBODY_WROTE_EAST_ASIAN.matcher(line).matches());
    }

    private static boolean isRuleBeforeMail(List<String> lines, int at) {
        return RULE.matcher(lines.get(at)).matches() && at + 1 < lines.size() && headersFrom(lines, at + 1) > 0;
    }

    /** How many lines the headers of a mail take that begin here; 0 where none do. */
    private static int headersFrom(List<String> lines, int at) {
        int headers = 0;
        int end = at;
        while (end < lines.size()
                && (HEADER.matcher(lines.get(end)).matches()
                        || headers > 0
                                && lines.get(end).isBlank()
                                && end + 1 < lines.size()
                                && HEADER.matcher(lines.get(end + 1)).matches())) {
            headers += lines.get(end).isBlank() ? 0 : 1;
            end++;
        }
        return headers >= HEADERS_OF_A_MAIL ? end - at : 0;
    }

    private static void cutSignature(List<String> lines) {
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean isDelimiter = SIGNATURE.matcher(line).matches();
            boolean isSignOff = line.length() < 80
                    && lines.size() - i <= LINES_OF_A_SIGNATURE
                    && SIGN_OFF.matcher(line).matches();
            if ((isDelimiter || isSignOff) && isAnythingWritten(lines.subList(0, i))) {
                lines.subList(i, lines.size()).clear();
                return;
            }
        }
    }

    private static void dropGreeting(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                if (GREETING.matcher(lines.get(i)).matches() && isAnythingWritten(lines.subList(i + 1, lines.size()))) {
                    lines.subList(0, i + 1).clear();
                }
                return;
            }
        }
    }

    /** A paragraph with several terms of the law, below what was written. */
    private static void dropLegalNotices(List<String> lines) {
        for (int end = lines.size(); end > 0; ) {
            int start = end;
            while (start > 0 && !lines.get(start - 1).isBlank()) {
                start--;
            }
            if (start < end && isAnythingWritten(lines.subList(0, start))) {
                Matcher terms = LEGAL.matcher(String.join(" ", lines.subList(start, end)));
                int found = 0;
                while (found < LEGAL_TERMS && terms.find()) {
                    found++;
                }
                if (found == LEGAL_TERMS) {
                    lines.subList(start, end).clear();
                }
            }
            end = start - 1;
        }
    }

    private static void takeFormApart(List<String> lines) {
        long fields =
                lines.stream().filter(line -> FIELD.matcher(line).matches()).count();
        if (fields < FIELDS_OF_A_FORM) {
            return;
        }
        List<String> written = new ArrayList<>();
        for (String line : lines) {
            Matcher field = FIELD.matcher(line);
            if (!field.matches()) {
                written.add(line);
            } else if (WRITTEN_FIELD.matcher(field.group(1)).matches()) {
                written.add(field.group(2));
            }
        }
        if (isAnythingWritten(written)) {
            lines.clear();
            lines.addAll(written);
        }
    }
}
