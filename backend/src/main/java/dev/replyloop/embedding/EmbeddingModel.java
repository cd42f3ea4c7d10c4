package dev.replyloop.embedding;

import java.nio.file.Path;

/**
 * A sentence model: texts that mean the same lie close. Safe to call from many threads; each call computes on the
 * caller's own thread, for milliseconds, so never on an event loop.
 */
public interface EmbeddingModel extends AutoCloseable {

    /** What vectors are stored with: those of two different ids can't be compared. */
    String id();

    /**
     * The first call loads the model, which takes about a second.
     *
     * @param text any text, masked by {@link TextMask} where it is a customer's; only its first 256 tokens count
     * @return a new vector of length 1; the same text always gives the same one
     * @throws EmbeddingException if the model can't be loaded, fails, or is closed
     */
    float[] embed(String text);

    /** Waits for those who compute, and gives its memory back. Who asks afterwards gets an {@link EmbeddingException}. */
    @Override
    void close();

    /**
     * Has native libraries loaded from files instead of out of their jars. To be called before the first text.
     *
     * @param directory holds what {@code native-libraries.sh} copies
     */
    static void loadNativeLibrariesFrom(Path directory) {
        System.setProperty("onnxruntime.native.path", directory.toString());
        // The file: of a directory alone it asks for graphics cards, and fails where there are none.
        System.setProperty(
                "RUST_LIBRARY_PATH",
                directory.resolve(System.mapLibraryName("tokenizers")).toString());
    }

    /** bge-small-en-v1.5, quantised, from our own libraries: English, vectors of 384. Not loaded yet. */
    static EmbeddingModel bundled() {
        return new LazyModel("bge-small-en-v1.5-q", OnnxModel::bundled);
    }

    /**
     * Any ONNX sentence model, for other languages say. Not loaded yet.
     *
     * @param id what its vectors are to be stored with
     */
    static EmbeddingModel fromFiles(String id, ModelFiles files) {
        return new LazyModel(id, () -> OnnxModel.fromFiles(files));
    }
}
