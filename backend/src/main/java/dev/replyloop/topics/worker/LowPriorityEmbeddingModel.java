package dev.replyloop.topics.worker;

import dev.replyloop.embedding.EmbeddingModel;
import dev.replyloop.feedback.IngestActivity;
import java.util.concurrent.TimeUnit;

/**
 * A model that lets the intake go first: before each text it waits until no verdict is being written, at most fifty times
 * as long as the last text took. Beside an intake that is never idle, embedding takes a fiftieth of a core, whatever the
 * machine.
 */
final class LowPriorityEmbeddingModel implements EmbeddingModel {

    private static final int PATIENCE = 50;
    /** The first text loads the model: what it took says nothing of the others. */
    private static final long MAX_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final EmbeddingModel model;
    private final IngestActivity intake;
    private volatile long patienceNanos;

    LowPriorityEmbeddingModel(EmbeddingModel model, IngestActivity intake) {
        this.model = model;
        this.intake = intake;
    }

    @Override
    public String id() {
        return model.id();
    }

    /** A caller that is interrupted while waiting gets the vector at once, and stays interrupted. */
    @Override
    public float[] embed(String text) {
        intake.giveWay(patienceNanos);
        long begun = System.nanoTime();
        float[] vector = model.embed(text);
        patienceNanos = Math.min(MAX_PATIENCE_NANOS, PATIENCE * (System.nanoTime() - begun));
        return vector;
    }

    @Override
    public void close() {
        model.close();
    }
}
