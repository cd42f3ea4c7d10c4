package dev.replyloop.embedding;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Loads a model when it is first asked for a vector, so that a process that never asks runs without native libraries. Its memory is
 * given back once nobody computes any more: native code whose memory is taken away ends the virtual machine.
 */
final class LazyModel implements EmbeddingModel {

    private final String id;
    private final Supplier<OnnxModel> loader;
    /** Shared by those who compute; alone has it who closes. */
    private final ReadWriteLock use = new ReentrantReadWriteLock();

    private volatile OnnxModel loaded;
    private volatile boolean closed;

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
        use.readLock().lock();
        try {
            if (closed) {
                throw new EmbeddingException("The sentence model is closed", null);
            }
            OnnxModel model = loaded;
            return (model == null ? load() : model).embed(text);
        } finally {
            use.readLock().unlock();
        }
    }

    private synchronized OnnxModel load() {
        if (loaded == null) {
            loaded = loader.get();
        }
        return loaded;
    }

    @Override
    public void close() {
        // From here on nobody begins; the lock waits for those who have.
        closed = true;
        use.writeLock().lock();
        try {
            if (loaded != null) {
                loaded.close();
                loaded = null;
            }
        } finally {
            use.writeLock().unlock();
        }
    }
}
