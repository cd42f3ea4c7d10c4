package dev.replyloop.topics.labels;

import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.tartarus.snowball.SnowballStemmer;
import org.tartarus.snowball.ext.DutchStemmer;
import org.tartarus.snowball.ext.FrenchStemmer;
import org.tartarus.snowball.ext.GermanStemmer;
import org.tartarus.snowball.ext.ItalianStemmer;
import org.tartarus.snowball.ext.PortugueseStemmer;
import org.tartarus.snowball.ext.SpanishStemmer;

/**
 * The languages whose words topics are named by. Stop words are Lucene's, stems those of Snowball (M. F. Porter, 2001); courtesies
 * and the verbs that say nothing of a matter are our own.
 */
public enum Language {
    ENGLISH(null, """
            you your what why when how where would could should does did can am been has had my me i'm i've it's don't
            """, ""),
    GERMAN(GermanStemmer::new, """
            bitte meine meinem meinen meiner mein ich wir sie kann habe haben wurde gibt warum wann wie wo mir mich noch schon
            """, """
            hallo guten tag morgen abend sehr geehrte geehrter damen herren liebe lieber moin servus bitte danke vielen dank gruß
            grüße grüßen freundlichen beste herzliche mfg lg hilfe helfen frage fragen leider gerne team möchte würde könnten
            könnt schreibe schreiben
            """),
    FRENCH(FrenchStemmer::new, """
            je vous mon mes votre pourquoi comment quand est-ce n'ai j'ai n'est c'est une des les pas ma sont suis
            """, """
            bonjour bonsoir salut cher chère madame monsieur merci svp cordialement salutations aide aider question besoin voudrais
            souhaite souhaiterais écris écrire bonne journée beaucoup avance pouvez
            """),
    SPANISH(SpanishStemmer::new, """
            mi mis usted porque cuándo cómo dónde puedo tengo una los las está hay me
            """, """
            hola buenos buenas días tardes noches estimado estimada estimados gracias favor saludos cordial ayuda ayudar pregunta
            quisiera quiero necesito escribo podrían pueden muchas
            """),
    ITALIAN(ItalianStemmer::new, """
            mio mia perché quando come dove posso ho sono non una gli della nel vorrei
            """, """
            ciao buongiorno buonasera salve gentile gentili grazie prego saluti cordiali aiuto aiutare domanda vorrei scrivo
            potete mille
            """),
    PORTUGUESE(PortugueseStemmer::new, """
            meu minha porque quando como onde posso não uma você está estou tenho
            """, """
            olá oi bom boa dia tarde noite prezado prezada prezados obrigado obrigada favor atenciosamente cumprimentos ajuda ajudar
            pergunta gostaria quero preciso escrevo podem muito
            """),
    DUTCH(DutchStemmer::new, """
            mijn waarom wanneer hoe waar kan heb ik jullie niet een het geen wordt
            """, """
            hallo hoi beste geachte goedemorgen goedemiddag goedenavond dank bedankt alvast graag groet groeten vriendelijke hulp
            helpen vraag wil zou kunnen schrijf
            """),
    JAPANESE(null, "", ""),
    CHINESE(null, "", "");

    /** Greetings, thanks, and yes or no, whatever the language. */
    private static final Set<String> COURTESIES = Set.of("""
            hi hello hey hallo hola ciao bonjour salut olá oi moin servus hoi thanks thank you thx ty danke merci gracias grazie
            obrigado obrigada bedankt dank ok okay oké yes no yep nope yeah sure ja nein oui non si sí nee sim não bye goodbye
            tschüss adiós adieu cheers please bitte 👍 great good morning afternoon evening day guten tag morgen abend bom dia
            buenos días buongiorno はい いいえ こんにちは ありがとう ありがとうございます 你好 您好 谢谢 好的
            """.strip().split("\\s+"));

    private static final Pattern TOKEN = Pattern.compile("\\p{L}+(?:['\u2019-]\\p{L}+)*");
    private static final int MAX_TOKENS = 200;
    /** As many words without a function word are no English sentence. */
    private static final long WORDS_THAT_TELL = 8;

    private final Supplier<SnowballStemmer> stemmer;
    private final Set<String> pronouns;
    private final Set<String> empty;

    /**
     * @param frequent what tells the language beside its stop words
     * @param empty words that carry no matter
     */
    Language(Supplier<SnowballStemmer> stemmer, String frequent, String empty) {
        this.stemmer = stemmer;
        this.pronouns = Set.of(words(frequent));
        this.empty = Set.of(words(empty));
    }

    private static String[] words(String words) {
        return words.isBlank() ? new String[0] : words.strip().split("\\s+");
    }

    /**
     * @param text any
     * @return its language by script and function words; English where it tells nothing else
     */
    static Language of(String text) {
        boolean isHan = false;
        for (int i = 0; i < text.length(); i++) {
            Character.UnicodeScript script = Character.UnicodeScript.of(text.charAt(i));
            if (script == Character.UnicodeScript.HIRAGANA || script == Character.UnicodeScript.KATAKANA) {
                return JAPANESE;
            }
            isHan |= script == Character.UnicodeScript.HAN;
        }
        return isHan ? CHINESE : european(hits(text));
    }

    /** Whether a text is English by its letters and function words. */
    public static boolean isEnglish(String text) {
        return mayBeEnglish(text) && hits(text)[ENGLISH.ordinal()] > 0;
    }

    /**
     * Whether a text is English as far as its letters and function words tell.
     *
     * @param text any; one of few words is given the benefit of the doubt
     */
    public static boolean mayBeEnglish(String text) {
        long letters = text.codePoints().filter(Character::isLetter).count();
        long latin = text.codePoints()
                .filter(letter -> Character.isLetter(letter)
                        && Character.UnicodeScript.of(letter) == Character.UnicodeScript.LATIN)
                .count();
        if (2 * latin < letters) {
            return false;
        }
        int[] hits = hits(text);
        boolean isAnother = european(hits) != ENGLISH;
        long words = TOKEN.matcher(text).results().limit(WORDS_THAT_TELL).count();
        return !isAnother && (hits[ENGLISH.ordinal()] > 0 || words < WORDS_THAT_TELL);
    }

    private static Language european(int[] hits) {
        Language most = ENGLISH;
        for (Language language : values()) {
            if (hits[language.ordinal()] > hits[most.ordinal()]) {
                most = language;
            }
        }
        return most;
    }

    /** How many of a text's words each language has among its function words. */
    private static int[] hits(String text) {
        int[] hits = new int[values().length];
        Matcher tokens = TOKEN.matcher(text);
        for (int i = 0; i < MAX_TOKENS && tokens.find(); i++) {
            String token = tokens.group().toLowerCase(Locale.ROOT);
            for (Language language : values()) {
                hits[language.ordinal()] += language.isFunctionWord(token) ? 1 : 0;
            }
        }
        return hits;
    }

    /** Whether a word in lower case is one of the language's function words, or one that carries no matter. */
    private boolean isFunctionWord(String token) {
        return isStopWord(token) || pronouns.contains(token) || empty.contains(token);
    }

    /** Whether a word in lower case only links others. */
    boolean isStopWord(String token) {
        CharArraySet stopWords = stopWords();
        return stopWords != null && stopWords.contains(token) || this != ENGLISH && pronouns.contains(token);
    }

    /** Whether a word in lower case carries no matter: courtesies and the like. */
    boolean isEmpty(String token) {
        return empty.contains(token);
    }

    /** Whether a word in lower case is a greeting, a thanks, a yes or a no, in any language. */
    static boolean isCourtesy(String token) {
        return COURTESIES.contains(token);
    }

    /** @return what the forms of a word in lower case have in common */
    String stem(String token) {
        if (stemmer == null) {
            return token;
        }
        SnowballStemmer stemming = stemmer.get();
        stemming.setCurrent(token);
        stemming.stem();
        return stemming.getCurrent();
    }

    private CharArraySet stopWords() {
        return switch (this) {
            case ENGLISH -> EnglishAnalyzer.getDefaultStopSet();
            case GERMAN -> GermanAnalyzer.getDefaultStopSet();
            case FRENCH -> FrenchAnalyzer.getDefaultStopSet();
            case SPANISH -> SpanishAnalyzer.getDefaultStopSet();
            case ITALIAN -> ItalianAnalyzer.getDefaultStopSet();
            case PORTUGUESE -> PortugueseAnalyzer.getDefaultStopSet();
            case DUTCH -> DutchAnalyzer.getDefaultStopSet();
            case JAPANESE, CHINESE -> null;
        };
    }
}
