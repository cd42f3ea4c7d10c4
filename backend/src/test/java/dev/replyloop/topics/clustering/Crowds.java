package dev.replyloop.topics.clustering;

import dev.replyloop.embedding.EmbeddedMessage;
import dev.replyloop.embedding.Vectors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Made-up messages around a few matters, far enough apart that their topics are beyond doubt. */
public final class Crowds {

    static final List<String> TEXTS = List.of(
            "My card was declined at the shop",
            "Where is my parcel, it is late",
            "I want to reset my password",
            "Refund has not arrived yet",
            "The app crashes on my phone",
            "Cancel my subscription now",
            "The promo code does not work",
            "Invoice shows a wrong address");

    private static final int DIMENSIONS = 48;

    private final Random random;
    private final float[][] centres;
    private final List<EmbeddedMessage> messages = new ArrayList<>();
    private final List<Integer> matters = new ArrayList<>();

    Crowds(long seed) {
        random = new Random(seed);
        centres = new float[TEXTS.size()][];
        for (int matter = 0; matter < centres.length; matter++) {
            centres[matter] = noise(1);
        }
    }

    /** Adds messages, each about the next of the first {@code matterCount} matters in turn. */
    Crowds add(int count, int matterCount) {
        for (int i = 0; i < count; i++) {
            addAbout(i % matterCount);
        }
        return this;
    }

    EmbeddedMessage addAbout(int matter) {
        float[] vector = noise(0.5);
        for (int d = 0; d < DIMENSIONS; d++) {
            vector[d] += centres[matter][d];
        }
        EmbeddedMessage message =
                new EmbeddedMessage(new UUID(2, messages.size()), TEXTS.get(matter), Vectors.normalised(vector));
        messages.add(message);
        matters.add(matter);
        return message;
    }

    /** Adds a few messages that are much alike, beside a matter. @param away how far from its middle */
    void addBeside(int matter, int count, double away) {
        float[] aside = noise(away);
        for (int i = 0; i < count; i++) {
            float[] vector = noise(0.25);
            for (int d = 0; d < DIMENSIONS; d++) {
                vector[d] += centres[matter][d] + aside[d];
            }
            messages.add(
                    new EmbeddedMessage(new UUID(2, messages.size()), TEXTS.get(matter), Vectors.normalised(vector)));
            matters.add(matter);
        }
    }

    /** Adds messages about some matters, each of which is worded in a few ways that everybody copies. */
    Crowds addCopies(int matterCount, int wordings, int copies) {
        for (int matter = 0; matter < matterCount; matter++) {
            for (int wording = 0; wording < wordings; wording++) {
                float[] middle = noise(0.5);
                for (int d = 0; d < DIMENSIONS; d++) {
                    middle[d] += centres[matter][d];
                }
                for (int copy = 0; copy < copies; copy++) {
                    float[] vector = noise(0.05);
                    for (int d = 0; d < DIMENSIONS; d++) {
                        vector[d] += middle[d];
                    }
                    messages.add(new EmbeddedMessage(
                            new UUID(2, messages.size()), TEXTS.get(matter), Vectors.normalised(vector)));
                    matters.add(matter);
                }
            }
        }
        return this;
    }

    /** All so far, in the order of their arrival. */
    List<EmbeddedMessage> messages() {
        return List.copyOf(messages);
    }

    int matterOf(UUID message) {
        return matters.get((int) message.getLeastSignificantBits());
    }

    /** The topic that most messages of a matter are in. */
    UUID topicOf(int matter, Grouping grouping) {
        Map<UUID, Integer> counts = new HashMap<>();
        for (TopicAssignment placement : grouping.placements()) {
            if (matterOf(placement.messageId()) == matter && placement.topicId() != null) {
                counts.merge(placement.topicId(), 1, Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    public static Supplier<UUID> ids() {
        AtomicLong last = new AtomicLong();
        return () -> new UUID(3, last.incrementAndGet());
    }

    private float[] noise(double strength) {
        float[] vector = new float[DIMENSIONS];
        for (int d = 0; d < DIMENSIONS; d++) {
            vector[d] = (float) (strength * random.nextGaussian());
        }
        return vector;
    }
}
