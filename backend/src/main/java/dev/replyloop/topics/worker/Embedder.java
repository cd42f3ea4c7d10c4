package dev.replyloop.topics.worker;

import dev.replyloop.embedding.EmbeddingModel;
import dev.replyloop.topics.labels.TopicText;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Gives many texts their vectors at a time, on as many threads as there are processors; each text gives way to the intake. */
final class Embedder implements AutoCloseable {

    private final EmbeddingModel model;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), task -> {
                Thread thread = new Thread(task, "topics-embedding");
                thread.setDaemon(true);
                return thread;
            });

    Embedder(EmbeddingModel model) {
        this.model = model;
    }

    /**
     * @param texts as they were written; masked here
     * @return of each its vector, in their order
     * @throws InterruptedException if the thread is told to stop; what is computed ends by itself
     */
    List<float[]> embed(List<String> texts) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        List<Future<float[]>> running = new ArrayList<>();
        for (String text : texts) {
            running.add(threads.submit(() -> model.embed(TopicText.of(text))));
        }
        List<float[]> vectors = new ArrayList<>();
        try {
            for (Future<float[]> one : running) {
                vectors.add(one.get());
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            running.forEach(one -> one.cancel(false));
        }
        return vectors;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
