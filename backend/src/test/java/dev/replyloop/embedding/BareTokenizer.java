package dev.replyloop.embedding;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** The tokenizer's library alone, as whoever forgets its switches would load it. */
final class BareTokenizer {

    private BareTokenizer() {}

    public static void main(String[] arguments) throws IOException {
        try (InputStream json = BareTokenizer.class.getResourceAsStream("/bge-small-en-v1.5-q-tokenizer.json")) {
            HuggingFaceTokenizer.newInstance(json, Map.of()).close();
        }
    }
}
