package dev.replyloop.topics;

import dev.replyloop.embedding.EmbeddingModel;
import dev.replyloop.feedback.IntakeLoad;
import java.util.concurrent.TimeUnit;

/**
 * A model that lets the intake go first: before each text it waits until no verdict is being written, for a while at most.
 * Beside an intake that is never idle a few hundredths of a core are then all that embedding takes.
 */
final class YieldingModel implements EmbeddingModel {

    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LOOK_UP_MILLIS = 2;

    private final EmbeddingModel model;
    private final IntakeLoad intake;

    YieldingModel(EmbeddingModel model, IntakeLoad intake) {
        this.model = model;
        this.intake = intake;
    }

    @Override
    public String id() {
        return model.id();
    }

    /** Whoever is interrupted while waiting gets the vector at once, and is still interrupted. */
    @Override
    public float[] embed(String text) {
        long until = System.nanoTime() + PATIENCE_NANOS;
        try {
            while (intake.isBusy() && System.nanoTime() < until) {
                Thread.sleep(LOOK_UP_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return model.embed(text);
    }

    @Override
    public void close() {
        model.close();
    }
}
