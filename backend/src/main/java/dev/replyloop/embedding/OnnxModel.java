package dev.replyloop.embedding;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.replyloop.embedding.ModelFiles.Pooling;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

/** A loaded model: its tokenizer and its ONNX session, each call on the caller's own thread. */
final class OnnxModel {

    /** What a message is about is said at its beginning, and time grows faster than length. */
    private static final int MAX_TOKENS = 256;

    private static final Map<String, String> TOKENIZER_OPTIONS =
            Map.of("truncation", "true", "padding", "false", "maxLength", String.valueOf(MAX_TOKENS));

    static {
        // The tokenizer's library reports its use to its makers from within newInstance. Two switches, because an
        // environment variable of the same name wins over the first, and fetches of native code obey the second alone.
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.offline", "true");
    }

    private final HuggingFaceTokenizer tokenizer;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Pooling pooling;

    private OnnxModel(HuggingFaceTokenizer tokenizer, OrtEnvironment environment, OrtSession session, Pooling pooling) {
        this.tokenizer = tokenizer;
        this.environment = environment;
        this.session = session;
        this.pooling = pooling;
    }

    static OnnxModel bundled() {
        return load(
                () -> resource("bge-small-en-v1.5-q.onnx"),
                () -> resource("bge-small-en-v1.5-q-tokenizer.json"),
                Pooling.CLS,
                "The bundled sentence model");
    }

    static OnnxModel fromFiles(ModelFiles files) {
        return load(
                () -> Files.newInputStream(files.model()),
                () -> Files.newInputStream(files.tokenizer()),
                files.pooling(),
                "The sentence model " + files.model() + " with " + files.tokenizer());
    }

    private static OnnxModel load(Source model, Source tokenizerJson, Pooling pooling, String name) {
        try (InputStream tokenizerStream = tokenizerJson.open();
                InputStream modelStream = model.open();
                OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            // One thread for a text: as many texts at a time as the caller has threads, and no pool that competes with
            // the intake.
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.newInstance(tokenizerStream, TOKENIZER_OPTIONS);
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            OrtSession session = environment.createSession(modelStream.readAllBytes(), options);
            return new OnnxModel(tokenizer, environment, session, pooling);
        } catch (IOException | OrtException e) {
            throw new EmbeddingException(name + " can't be loaded: " + e.getMessage(), e);
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream stream = OnnxModel.class.getResourceAsStream("/" + name);
        if (stream == null) {
            throw new FileNotFoundException(name + " is not on the class path");
        }
        return stream;
    }

    float[] embed(String text) {
        Encoding tokens = tokenizer.encode(text);
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            put(inputs, "input_ids", tokens.getIds());
            put(inputs, "attention_mask", tokens.getAttentionMask());
            put(inputs, "token_type_ids", tokens.getTypeIds());
            try (OrtSession.Result result = session.run(inputs)) {
                return Vectors.normalised(pooled(result.get(0).getValue()));
            }
        } catch (OrtException e) {
            throw new EmbeddingException("The sentence model failed: " + e.getMessage(), e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private void put(Map<String, OnnxTensor> inputs, String name, long[] values) throws OrtException {
        if (session.getInputNames().contains(name)) {
            inputs.put(name, OnnxTensor.createTensor(environment, new long[][] {values}));
        }
    }

    private float[] pooled(Object output) {
        if (output instanceof float[][] texts) {
            return texts[0];
        }
        float[][] tokens = ((float[][][]) output)[0];
        return pooling == Pooling.CLS ? tokens[0] : Vectors.mean(tokens);
    }

    void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new EmbeddingException("The sentence model can't be closed", e);
        } finally {
            tokenizer.close();
        }
    }

    private interface Source {
        InputStream open() throws IOException;
    }
}
