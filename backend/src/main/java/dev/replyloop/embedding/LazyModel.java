package dev.replyloop.embedding;

import java.util.function.Supplier;

/** Loads a model when it is first asked for a vector, so that whoever never asks runs without native libraries. */
final class LazyModel implements EmbeddingModel {

    private final String id;
    private final Supplier<OnnxModel> loader;
    private volatile OnnxModel loaded;

    LazyModel(String id, Supplier<OnnxModel> loader) {
        this.id = id;
        this.loader = loader;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public float[] embed(String text) {
        OnnxModel model = loaded;
        return (model == null ? load() : model).embed(text);
    }

    private synchronized OnnxModel load() {
        if (loaded == null) {
            loaded = loader.get();
        }
        return loaded;
    }

    @Override
    public synchronized void close() {
        if (loaded != null) {
            loaded.close();
            loaded = null;
        }
    }
}
