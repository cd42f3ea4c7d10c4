package dev.replyloop.topics.labels;

import dev.replyloop.topics.labels.PhraseTokenizer.Word;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cn.smart.HMMChineseTokenizer;
import org.apache.lucene.analysis.ja.JapaneseTokenizer;
import org.apache.lucene.analysis.ja.tokenattributes.BaseFormAttribute;
import org.apache.lucene.analysis.ja.tokenattributes.PartOfSpeechAttribute;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Reads Japanese and Chinese, which put no spaces between words, as {@link PhraseTokenizer} reads English; by Lucene's segmenters. Pure. */
final class EastAsianWords {

    /** Verbs and nouns that carry no matter. */
    private static final Set<String> EMPTY_JAPANESE = Set.of(
            "する", "なる", "ある", "いる", "できる", "思う", "言う", "お願い", "下さる", "くださる", "いただく", "頂く", "教える", "こと", "もの", "ため",
            "よう", "の", "ん", "こちら", "ありがとう", "こんにちは", "はい", "今日", "ござる", "致す", "いたす");

    private static final Set<String> LINKING_CHINESE = Set.of("的", "了", "和", "与", "在", "把", "被", "到", "为", "对", "从");
    private static final Set<String> EMPTY_CHINESE = Set.of(
            "我", "你", "您", "他", "她", "它", "们", "我们", "你们", "他们", "是", "有", "就", "都", "也", "很", "吗", "呢", "吧", "啊", "请",
            "请问", "这", "那", "这个", "那个", "什么", "怎么", "为什么", "会", "能", "要", "想", "可以", "谢谢", "你好", "您好", "一", "一个", "个",
            "还", "又", "再", "着", "过", "上", "下", "里", "说", "帮", "帮忙", "现在", "已经", "但", "但是");

    private EastAsianWords() {}

    static List<List<Word>> japanese(String text) {
        Runs runs = new Runs();
        try (JapaneseTokenizer tokenizer = new JapaneseTokenizer(null, false, JapaneseTokenizer.Mode.NORMAL)) {
            PartOfSpeechAttribute speech = tokenizer.addAttribute(PartOfSpeechAttribute.class);
            BaseFormAttribute base = tokenizer.addAttribute(BaseFormAttribute.class);
            read(tokenizer, text, surface -> {
                String part = speech.getPartOfSpeech();
                String stem = base.getBaseForm() == null ? surface : base.getBaseForm();
                if (part.startsWith("記号") || !Character.isLetter(surface.codePointAt(0))) {
                    runs.end();
                } else if (part.startsWith("助動詞")
                        || part.startsWith("動詞-非自立")
                        || part.startsWith("動詞-接尾")
                        || stem.equals("ない")) {
                    // "届か" and "ない" are one word to those who read them.
                    runs.append(surface);
                } else if (part.startsWith("助詞")) {
                    runs.link(surface);
                } else if (part.startsWith("感動詞")
                        || part.startsWith("接続詞")
                        || part.startsWith("名詞-代名詞")
                        || part.startsWith("名詞-非自立")
                        || EMPTY_JAPANESE.contains(stem)) {
                    runs.end();
                } else {
                    runs.add(stem, surface);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return runs.all();
    }

    static List<List<Word>> chinese(String text) {
        Runs runs = new Runs();
        try (HMMChineseTokenizer tokenizer = new HMMChineseTokenizer()) {
            read(tokenizer, text, surface -> {
                if (!Character.isLetter(surface.codePointAt(0)) || EMPTY_CHINESE.contains(surface)) {
                    runs.end();
                } else if (LINKING_CHINESE.contains(surface)) {
                    runs.link(surface);
                } else {
                    runs.add(surface, surface);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return runs.all();
    }

    private static void read(Tokenizer tokenizer, String text, Consumer<String> eachSurface) throws IOException {
        CharTermAttribute term = tokenizer.addAttribute(CharTermAttribute.class);
        tokenizer.setReader(new StringReader(text));
        tokenizer.reset();
        while (tokenizer.incrementToken()) {
            eachSurface.accept(term.toString());
        }
        tokenizer.end();
    }

    private static final class Runs {

        private final List<List<Word>> runs = new ArrayList<>();
        private List<Word> run = new ArrayList<>();

        void add(String stem, String surface) {
            run.add(new Word(stem, surface, false));
        }

        /** Adds to the last word, where there is one. */
        void append(String surface) {
            if (!run.isEmpty()) {
                Word last = run.remove(run.size() - 1);
                run.add(new Word(last.stem(), last.surface() + surface, last.linking()));
            }
        }

        void link(String surface) {
            if (!run.isEmpty() && !run.get(run.size() - 1).linking()) {
                run.add(new Word(surface, surface, true));
            } else {
                end();
            }
        }

        void end() {
            if (!run.isEmpty()) {
                runs.add(run);
                run = new ArrayList<>();
            }
        }

        List<List<Word>> all() {
            end();
            return runs;
        }
    }
}
