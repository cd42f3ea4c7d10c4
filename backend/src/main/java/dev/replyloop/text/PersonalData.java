package dev.replyloop.text;

import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Takes out of a customer message and its reply what belongs to that customer alone, and puts placeholders there: e-mail
 * addresses, phone numbers, payment cards (Luhn, ISO/IEC 7812), IBANs (check digits, ISO 13616), IP addresses, links with
 * tokens, runs of five digits and more; a name out of a greeting, a closing or "I am …" wherever the pair has it; and details
 * that the reply repeats from its message and that hardly any other message holds. Other names in running text are not
 * found. Safe to call from any thread.
 */
public final class PersonalData {

    /** Beyond this a text is cut before it is looked at; bounds the time that the patterns take. */
    public static final int MAX_LENGTH = 20_000;
    /** A detail that so many other messages hold belongs to nobody alone. */
    static final int COMMON_FROM = 3;

    private static final int MIN_DETAIL_LENGTH = 3;
    private static final int MIN_IBAN_LENGTH = 15;
    private static final int MIN_PHONE_DIGITS = 7;

    private enum Kind {
        EMAIL,
        LINK,
        IBAN,
        CARD,
        IP,
        PHONE,
        NUMBER,
        NAME,
        DETAIL
    }

    /** Scripts without spaces between words: their letters beside an address are the sentence, not the address. */
    private static final String SPACELESS = "\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}";

    private static final String LETTER = "[\\p{L}\\p{N}&&[^" + SPACELESS + "]]";
    private static final Pattern EMAIL = Pattern.compile("(?<![_.+-])(?<!" + LETTER + ")(?:" + LETTER
            + "|[_.+%-]){1,64}+@(?:" + LETTER + "|-){1,63}+(?:\\.(?:" + LETTER + "|-){1,63}+)++");
    private static final Pattern LINK = Pattern.compile("(?i)\\b(?:https?://|www\\.)[^\\s<>\"'" + SPACELESS + "]++");
    /** What follows a host: a query, or a part that only one person was given. */
    private static final Pattern TOKEN =
            Pattern.compile("[?#].*=|/(?=[\\p{Alnum}_-]*\\p{Digit})[\\p{Alnum}_-]{8,}+|/[\\p{Alnum}_-]{24,}+|//[^/]*@");

    private static final Pattern IBAN =
            Pattern.compile("(?i)(?<![\\p{L}\\p{N}])[A-Z]{2}\\d{2}(?:[ -]?[A-Z0-9]){11,30}");
    private static final Pattern CARD = Pattern.compile("(?<![\\p{N}])\\d(?:[ -]?\\d){12,18}(?!\\p{N})");
    private static final Pattern IP_V4 = Pattern.compile(
            "(?<![\\d.])(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?![\\d.]\\d|\\d)");
    private static final Pattern IP_V6 = Pattern.compile(
            "(?i)(?<![0-9a-f:])(?=[0-9a-f]*:[0-9a-f:]*:)(?:[0-9a-f]{1,4}:{1,2}){2,7}(?:[0-9a-f]{1,4})?(?![0-9a-f:])");
    /** Five digits and more, with hyphens between them and letters that are glued to them. */
    private static final Pattern DIGITS = Pattern.compile(
            "(?<![\\p{IsLatin}_#-])[\\p{IsLatin}_#-]*+\\p{Nd}(?:[\\p{IsLatin}_-]*+\\p{Nd}){4,}+[\\p{IsLatin}]*+");

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{1,2}-\\d{1,2}|\\d{1,2}[-./ ]\\d{1,2}[-./ ]\\d{4}");
    /** A run of digits alone is a phone number only where it begins like one. */
    private static final Pattern WRITTEN_LIKE_A_PHONE = Pattern.compile("[+＋(（0].*|\\d+[^\\d].*");

    /** Numbers that could be one and are none, before a text is given up; runs of digits are masked all the same. */
    private static final int MAX_PHONE_TRIES = 200;

    private static final String NAME = "(\\p{Lu}[\\p{L}'’-]+(?:[ ]\\p{Lu}[\\p{L}'’.-]+){0,2})";
    private static final List<Pattern> NAMES = List.of(
            Pattern.compile(
                    "(?m)^[^\\p{L}\\n]{0,8}(?i:dear|hi|hello|hey|hallo|liebe[r]?|guten tag|bonjour|salut|cher|chère|hola|estimad[oa]|"
                            + "querid[oa]|ciao|gentile|caro|cara|olá|prezad[oa]|beste|hoi)\\s+(?:(?i:mr|mrs|ms|dr|herr|frau|m|mme|sr|sra|sig|dhr|mevr)\\.?\\s+)?"
                            + NAME),
            Pattern.compile(
                    "\\b(?i:i am|i['’]m|it['’]s|my name is|this is|ich bin|ich heiße|mein name ist|je suis|je m['’]appelle|"
                            + "soy|me llamo|mi nombre es|sono|mi chiamo|meu nome é|ik ben|mijn naam is)\\s+" + NAME),
            Pattern.compile(
                    "(?m)(?i:regards|best|cheers|thanks|thank you|sincerely|grüßen|grüße|gruß|gruss|danke|cordialement|merci|"
                            + "saludos|gracias|cordiali saluti|grazie|saluti|obrigad[oa]|atenciosamente|groeten|bedankt)[ ]*[,.!]?[ ]*\\R+[ ]*"
                            + NAME + "\\s*$"),
            Pattern.compile("([\\p{IsHan}\\p{IsKatakana}]{2,6})(?:様|さま)"));
    private static final Pattern TWO_NAMES =
            Pattern.compile("(?<!\\p{L})(\\p{Lu}[\\p{L}'’-]*+) (\\p{Lu}[\\p{L}'’-]++)");
    /** What follows a greeting and names nobody. */
    private static final Set<String> NO_NAMES = Set.of(
            "there",
            "team",
            "all",
            "everyone",
            "support",
            "sir",
            "madam",
            "sirs",
            "customer",
            "service",
            "zusammen",
            "support-team",
            "kundin",
            "kunde",
            "the",
            "your",
            "we",
            "i",
            "my",
            "sorry",
            "not",
            "very",
            "happy",
            "unable",
            "replyloop");

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{Nd}](?:[\\p{L}\\p{Nd}'’-]*[\\p{L}\\p{Nd}])?");
    private static final Pattern PLACEHOLDER_SPACE = Pattern.compile("[\\s\\-./()]+");

    private final String region;
    private final Set<String> kept = new HashSet<>();

    /**
     * @param region the two-letter country (ISO 3166) whose way of writing phone numbers without a country code is known
     * @param keep the house's own domains, addresses and numbers, which are no customer's
     * @throws IllegalArgumentException where there is no such country
     */
    public PersonalData(String region, List<String> keep) {
        this.region = region.toUpperCase(Locale.ROOT);
        if (!PhoneNumberUtil.getInstance().getSupportedRegions().contains(this.region)) {
            throw new IllegalArgumentException("There is no country " + region);
        }
        keep.forEach(own -> kept.add(normalised(own)));
    }

    /**
     * @param message what the customer wrote
     * @param reply what was right to answer
     * @param messagesByWord as {@link #messagesByWord} counts them among messages like this one, itself included: a detail
     *     that three others hold is kept
     * @return both, masked; a text of more than {@link #MAX_LENGTH} characters is cut
     */
    public MaskedPair mask(String message, String reply, Map<String, Integer> messagesByWord) {
        String cutMessage = cut(message);
        String cutReply = cut(reply);
        return mask(cutMessage, cutReply, details(cutMessage, cutReply, messagesByWord));
    }

    /** The same where no other messages are known: what the reply repeats from its message stays, unless it is of a kind above. */
    public MaskedPair mask(String message, String reply) {
        return mask(cut(message), cut(reply), Set.of());
    }

    /**
     * Masks the texts of one conversation, with the same placeholder for the same thing in all of them. Nothing is cut.
     *
     * @param texts of any length; null stays null
     */
    public List<String> maskAll(List<String> texts) {
        Set<String> names = new HashSet<>();
        for (String text : texts) {
            for (String part : parts(text)) {
                namesIn(part, names);
            }
        }
        for (String text : texts) {
            parts(text).forEach(part -> addFamilyNames(part, names));
        }
        Placeholders placeholders = new Placeholders();
        List<String> masked = new ArrayList<>();
        for (String text : texts) {
            masked.add(
                    text == null
                            ? null
                            : parts(text).stream()
                                    .map(part -> replaced(part, names, Set.of(), placeholders))
                                    .collect(Collectors.joining()));
        }
        return masked;
    }

    /** Of at most {@link #MAX_LENGTH} characters each, parted at white space where there is some. */
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        String rest = text == null ? "" : text;
        while (rest.length() > MAX_LENGTH) {
            String part = cut(rest);
            int end = part.length();
            while (end > MAX_LENGTH / 2 && !Character.isWhitespace(part.charAt(end - 1))) {
                end--;
            }
            parts.add(rest.substring(0, end > MAX_LENGTH / 2 ? end : part.length()));
            rest = rest.substring(parts.get(parts.size() - 1).length());
        }
        parts.add(rest);
        return parts;
    }

    private MaskedPair mask(String cutMessage, String cutReply, Set<String> details) {
        Set<String> names = new HashSet<>();
        namesIn(cutMessage, names);
        namesIn(cutReply, names);
        addFamilyNames(cutMessage, names);
        addFamilyNames(cutReply, names);
        Placeholders placeholders = new Placeholders();
        return new MaskedPair(
                replaced(cutMessage, names, details, placeholders), replaced(cutReply, names, details, placeholders));
    }

    /**
     * @param messages what customers wrote
     * @return of each word in them, whatever its case, how many of them hold it
     */
    public static Map<String, Integer> messagesByWord(Collection<String> messages) {
        Map<String, Integer> count = new HashMap<>();
        for (String message : messages) {
            words(cut(message)).forEach(word -> count.merge(word, 1, Integer::sum));
        }
        return count;
    }

    private static String cut(String text) {
        if (text.length() <= MAX_LENGTH) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
        return text.substring(0, end);
    }

    private String replaced(String text, Set<String> names, Set<String> details, Placeholders placeholders) {
        List<Span> spans = new ArrayList<>();
        find(
                EMAIL,
                text,
                Kind.EMAIL,
                match -> !isKept(match) && !isKept(match.substring(match.indexOf('@') + 1)),
                spans);
        find(LINK, text, Kind.LINK, link -> TOKEN.matcher(link).find() && !isKept(link), spans);
        findIbans(text, spans);
        find(CARD, text, Kind.CARD, PersonalData::isCard, spans);
        find(IP_V4, text, Kind.IP, match -> !isKept(match), spans);
        find(IP_V6, text, Kind.IP, match -> true, spans);
        findPhones(text, spans);
        find(DIGITS, text, Kind.NUMBER, match -> !isKept(match) && !isDate(match), spans);
        find(WORD, text, Kind.NAME, word -> names.contains(folded(word)), spans);
        find(WORD, text, Kind.DETAIL, word -> details.contains(folded(word)), spans);
        spans.sort(Comparator.comparingInt(Span::start).thenComparing(Span::kind));
        StringBuilder masked = new StringBuilder();
        int at = 0;
        for (Span span : spans) {
            if (span.start >= at) {
                masked.append(text, at, span.start)
                        .append(placeholders.of(span.kind, text.substring(span.start, span.end)));
                at = span.end;
            }
        }
        return masked.append(text, at, text.length()).toString();
    }

    private void findPhones(String text, List<Span> spans) {
        // Text that holds no digits at all costs nothing.
        if (text.chars().noneMatch(Character::isDigit)) {
            return;
        }
        for (PhoneNumberMatch match :
                PhoneNumberUtil.getInstance().findNumbers(text, region, Leniency.POSSIBLE, MAX_PHONE_TRIES)) {
            String number = match.rawString();
            // An amount or a count of a few digits is possible as a number somewhere.
            if (digits(number).length() >= MIN_PHONE_DIGITS
                    && WRITTEN_LIKE_A_PHONE.matcher(number).matches()
                    && !isDate(number)
                    && !isKept(number)) {
                spans.add(new Span(match.start(), match.end(), Kind.PHONE));
            }
        }
    }

    /** What follows an IBAN may look like more of it. */
    private static void findIbans(String text, List<Span> spans) {
        Matcher matcher = IBAN.matcher(text);
        for (int from = 0; from < text.length() && matcher.find(from); ) {
            int end = matcher.end();
            while (end > matcher.start() + MIN_IBAN_LENGTH
                    && !(Character.isLetterOrDigit(text.charAt(end - 1))
                            && isIban(text.substring(matcher.start(), end)))) {
                end--;
            }
            boolean isIban = isIban(text.substring(matcher.start(), end));
            if (isIban) {
                spans.add(new Span(matcher.start(), end, Kind.IBAN));
            }
            from = isIban ? end : matcher.start() + 1;
        }
    }

    private static boolean isDate(String text) {
        return DATE.matcher(text).matches();
    }

    private static void find(Pattern pattern, String text, Kind kind, Predicate<String> isPersonal, List<Span> spans) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            if (isPersonal.test(matcher.group())) {
                spans.add(new Span(matcher.start(), matcher.end(), kind));
            }
        }
    }

    private static void namesIn(String text, Set<String> names) {
        for (Pattern pattern : NAMES) {
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                Matcher words = WORD.matcher(matcher.group(1));
                while (words.find()) {
                    String word = folded(words.group());
                    if (NO_NAMES.contains(word)) {
                        break;
                    }
                    names.add(word);
                }
            }
        }
    }

    /** What is written like a name right after one belongs to it. */
    private static void addFamilyNames(String text, Set<String> names) {
        Set<String> more = new HashSet<>();
        Matcher pair = TWO_NAMES.matcher(text);
        for (int from = 0; pair.find(from); from = pair.start(2)) {
            if (names.contains(folded(pair.group(1))) && !NO_NAMES.contains(folded(pair.group(2)))) {
                more.add(folded(pair.group(2)));
            }
        }
        names.addAll(more);
    }

    /** Words of the message that the reply repeats: codes, and what is written like a name. */
    private static Set<String> details(String message, String reply, Map<String, Integer> messagesByWord) {
        Set<String> repeated = new HashSet<>();
        Matcher matcher = WORD.matcher(reply);
        while (matcher.find()) {
            if (looksLikeDetail(reply, matcher.start(), matcher.group())) {
                repeated.add(folded(matcher.group()));
            }
        }
        repeated.retainAll(words(message));
        repeated.removeIf(word -> messagesByWord.getOrDefault(word, 0) > COMMON_FROM);
        return repeated;
    }

    private static boolean looksLikeDetail(String text, int start, String word) {
        if (word.codePoints().anyMatch(Character::isDigit)) {
            return true;
        }
        return word.length() >= MIN_DETAIL_LENGTH
                && Character.isUpperCase(word.codePointAt(0))
                && !beginsSentence(text, start);
    }

    private static boolean beginsSentence(String text, int start) {
        int at = start - 1;
        while (at >= 0 && text.charAt(at) != '\n' && !Character.isLetterOrDigit(text.charAt(at))) {
            if (".!?…:。！？".indexOf(text.charAt(at)) >= 0) {
                return true;
            }
            at--;
        }
        return at < 0 || text.charAt(at) == '\n';
    }

    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(folded(matcher.group()));
        }
        return words;
    }

    private static boolean isIban(String text) {
        String iban = PLACEHOLDER_SPACE.matcher(text).replaceAll("").toUpperCase(Locale.ROOT);
        StringBuilder number = new StringBuilder();
        (iban.substring(4) + iban.substring(0, 4))
                .chars()
                .forEach(letter -> number.append(Character.digit(letter, 36)));
        return new BigInteger(number.toString()).mod(BigInteger.valueOf(97)).intValue() == 1;
    }

    private static boolean isCard(String text) {
        String digits = digits(text);
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = 2 * digit;
            sum += i % 2 == 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }

    private static String digits(String text) {
        StringBuilder digits = new StringBuilder();
        text.codePoints().filter(Character::isDigit).forEach(digit -> digits.append(Character.digit(digit, 10)));
        return digits.toString();
    }

    private boolean isKept(String text) {
        return kept.contains(normalised(text));
    }

    private static String normalised(String text) {
        return PLACEHOLDER_SPACE.matcher(folded(text)).replaceAll("");
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private record Span(int start, int end, Kind kind) {}

    /** The second thing of a kind in a pair is told from the first by a number. */
    private static final class Placeholders {

        private final Map<Kind, Map<String, String>> given = new EnumMap<>(Kind.class);

        String of(Kind kind, String text) {
            Map<String, String> ofKind = given.computeIfAbsent(kind, first -> new LinkedHashMap<>());
            return ofKind.computeIfAbsent(
                    normalised(text),
                    next -> ofKind.isEmpty() ? "[" + kind + "]" : "[" + kind + " " + (ofKind.size() + 1) + "]");
        }
    }
}
