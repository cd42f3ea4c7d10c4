package dev.replyloop.topics.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.embedding.EmbeddingModel;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Example;

class LowPriorityEmbeddingModelTest {

    private static final float[] VECTOR = {1, 0};

    @Example
    void waitsUntilTheIntakeIsIdle() {
        AtomicInteger looks = new AtomicInteger();
        LowPriorityEmbeddingModel model = new LowPriorityEmbeddingModel(slow(40), () -> looks.incrementAndGet() < 5);
        model.embed("The first one has no time to go by.");
        looks.set(0);
        assertArrayEquals(VECTOR, model.embed("x"));
        assertEquals(5, looks.get());
    }

    @Example
    void goesOnBesideAnIntakeThatIsNeverIdle() {
        LowPriorityEmbeddingModel model = new LowPriorityEmbeddingModel(slow(1), () -> true);
        for (int text = 0; text < 3; text++) {
            assertArrayEquals(VECTOR, model.embed("x"));
        }
    }

    @Example
    void givesTheVectorToWhomIsInterruptedAndLeavesThemInterrupted() {
        LowPriorityEmbeddingModel model = new LowPriorityEmbeddingModel(slow(40), () -> true);
        model.embed("The first one has no time to go by.");
        Thread.currentThread().interrupt();
        float[] vector = model.embed("x");
        assertTrue(Thread.interrupted());
        assertArrayEquals(VECTOR, vector);
    }

    /** Takes so long for each text, even where its thread is interrupted. */
    private static EmbeddingModel slow(int millis) {
        return new EmbeddingModel() {
            @Override
            public String id() {
                return "slow";
            }

            @Override
            public float[] embed(String text) {
                long until = System.nanoTime() + millis * 1_000_000L;
                while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
                return VECTOR;
            }

            @Override
            public void close() {
                // Holds nothing.
            }
        };
    }
}
