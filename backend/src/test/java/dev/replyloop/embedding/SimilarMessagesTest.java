package dev.replyloop.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The nearest messages are found, few or many; what was replaced or removed is not. */
class SimilarMessagesTest {

    private static final int MATTERS = 300;
    private static final int DIMENSIONS = 48;

    private final Random random = new Random(7);
    private final float[][] matters = new float[MATTERS][];

    @Test
    void findsWhatLiesNearAmongMany() {
        SimilarMessages messages = new SimilarMessages();
        for (int i = 0; i < MATTERS; i++) {
            matters[i] = vector(null);
        }
        int count = 12_000;
        for (int i = 0; i < count; i++) {
            messages.put(new UUID(0, i), vector(matters[i % MATTERS]), i);
        }
        assertEquals(count, messages.size());
        int ofTheMatter = 0;
        for (int matter = 0; matter < MATTERS; matter++) {
            for (SimilarMessages.Similar similar : messages.nearest(matters[matter], 5, Long.MAX_VALUE)) {
                ofTheMatter += similar.messageId().getLeastSignificantBits() % MATTERS == matter ? 1 : 0;
            }
        }
        assertTrue(ofTheMatter >= 0.95 * 5 * MATTERS, "of the matter: " + ofTheMatter);

        UUID moved = new UUID(0, 0);
        messages.put(moved, matters[1], 0);
        assertEquals(
                moved, messages.nearest(matters[1], 1, Long.MAX_VALUE).get(0).messageId());
        assertEquals(1, messages.nearest(matters[1], 1, Long.MAX_VALUE).get(0).similarity(), 0.01);
        messages.remove(moved);
        assertTrue(messages.nearest(matters[1], 100, Long.MAX_VALUE).stream()
                .noneMatch(similar -> similar.messageId().equals(moved)));
        assertEquals(count - 1, messages.size());
    }

    @Test
    void tellsWhatCouldBeFoundBefore() {
        SimilarMessages messages = new SimilarMessages();
        float[] matter = vector(null);
        for (int i = 0; i < 20; i++) {
            messages.put(new UUID(0, i), vector(matter), 1_000 * i);
        }
        assertEquals(7, messages.nearest(matter, 20, 6_500).size());
        assertTrue(messages.nearest(matter, 20, 6_500).stream()
                .allMatch(similar -> similar.messageId().getLeastSignificantBits() <= 6));
        assertTrue(messages.any(random, 5, 6_500).stream().allMatch(id -> id.getLeastSignificantBits() <= 6));
        assertEquals(0, messages.any(random, 5, 0).size());
        assertEquals(null, messages.vector(new UUID(0, 21)));
    }

    @Test
    void thePlaceOfWhatWasRemovedIsTakenByTheNext() {
        SimilarMessages messages = new SimilarMessages();
        for (int i = 0; i < 3_000; i++) {
            messages.put(new UUID(0, i), vector(null), 0);
            messages.remove(new UUID(0, i));
        }
        assertEquals(0, messages.size());
        assertEquals(List.of(), messages.nearest(vector(null), 5, Long.MAX_VALUE));
        float[] last = vector(null);
        messages.put(new UUID(1, 1), vector(null), 0);
        messages.put(new UUID(1, 2), last, 0);
        assertEquals(2, messages.size());
        assertEquals(
                new UUID(1, 2), messages.nearest(last, 2, Long.MAX_VALUE).get(0).messageId());
        assertEquals(Set.of(new UUID(1, 1), new UUID(1, 2)), messages.any(random, 2, Long.MAX_VALUE));
    }

    private float[] vector(float[] near) {
        float[] vector = new float[DIMENSIONS];
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] = (float) random.nextGaussian() * (near == null ? 1 : 0.05f) + (near == null ? 0 : near[i]);
        }
        return Vectors.normalised(vector);
    }
}
