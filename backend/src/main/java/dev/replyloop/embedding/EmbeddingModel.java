package dev.replyloop.embedding;

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
     * @throws EmbeddingException if the model can't be loaded or fails
     */
    float[] embed(String text);

    /** Gives its memory back. It must not be used afterwards. */
    @Override
    void close();

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
