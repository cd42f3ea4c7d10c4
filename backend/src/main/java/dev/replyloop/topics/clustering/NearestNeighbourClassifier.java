package dev.replyloop.topics.clustering;

import dev.replyloop.embedding.EmbeddedMessage;
import dev.replyloop.embedding.NeighbourIndex;
import dev.replyloop.embedding.Neighbours;
import dev.replyloop.embedding.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Places a message as it arrives: the nearest messages that have a topic vote. Stands between two regroupings, and takes
 * in what it has placed. Not safe to use from several threads at a time.
 */
public final class NearestNeighbourClassifier {

    private static final int VOTERS = 9;
    /** As near as this any two texts are; only what is nearer counts. */
    private static final double FREE_COSINE = 0.3;

    private static final double MIN_SHARE = 0.34;
    /** Farther from the topic's middle than this a message is about something else. */
    static final double MIN_CENTROID_COSINE = 0.38;
    /** Unless the topic holds a message that says nearly the same. */
    private static final double COSINE_OF_A_TWIN = 0.5;

    private final float[] mean;
    private final NeighbourIndex index;
    /** Of each vector in the index the number of its topic, -1 for one that was forgotten. */
    private int[] topics = new int[1024];

    private final Map<UUID, Integer> ordinals = new HashMap<>();
    private final List<UUID> topicIds = new ArrayList<>();
    private final Map<UUID, Integer> topicNumbers = new HashMap<>();
    private final List<float[]> sums = new ArrayList<>();

    private NearestNeighbourClassifier(float[] mean, int expected) {
        this.mean = mean;
        this.index = NeighbourIndex.forAbout(expected);
    }

    /**
     * @param messages those of the grouping that may vote, at least one
     * @param grouping tells their topics; messages in none, or not in it, have no vote
     */
    public static NearestNeighbourClassifier of(List<EmbeddedMessage> messages, Grouping grouping) {
        Map<UUID, UUID> placed = new HashMap<>();
        for (TopicAssignment placement : grouping.placements()) {
            if (placement.topicId() != null) {
                placed.put(placement.messageId(), placement.topicId());
            }
        }
        float[] mean =
                Vectors.mean(messages.stream().map(EmbeddedMessage::vector).toArray(float[][]::new));
        NearestNeighbourClassifier vote = new NearestNeighbourClassifier(mean, messages.size());
        for (EmbeddedMessage message : messages) {
            UUID topic = placed.get(message.id());
            if (topic != null) {
                vote.add(message.id(), message.vector(), topic);
            }
        }
        return vote;
    }

    /** @return the topic of a message with this vector; null for "Other" */
    public UUID topicOf(float[] vector) {
        float[] centred = Vectors.centred(vector, mean);
        Neighbours voters = index.nearest(centred, VOTERS, ordinal -> topics[ordinal] >= 0);
        double total = 0;
        double best = 0;
        int winner = -1;
        double[] votes = new double[voters.size()];
        for (int i = 0; i < voters.size(); i++) {
            double weight = Math.max(0, voters.cosines()[i] - FREE_COSINE);
            total += weight;
            // Votes are counted at the first voter of each topic: of equal topics the one with the nearest voter wins.
            int at = 0;
            while (topics[voters.ordinals()[at]] != topics[voters.ordinals()[i]]) {
                at++;
            }
            votes[at] += weight;
        }
        for (int i = 0; i < votes.length; i++) {
            if (votes[i] > best) {
                best = votes[i];
                winner = topics[voters.ordinals()[i]];
            }
        }
        if (winner < 0 || best < MIN_SHARE * total) {
            return null;
        }
        float[] centroid = Vectors.normalised(sums.get(winner));
        boolean belongs = Vectors.dot(centroid, centred) >= MIN_CENTROID_COSINE
                || cosineOfNearest(voters, winner) >= COSINE_OF_A_TWIN;
        return belongs ? topicIds.get(winner) : null;
    }

    /** @param topic of at least one of the voters, who come nearest first */
    private double cosineOfNearest(Neighbours voters, int topic) {
        int at = 0;
        while (topics[voters.ordinals()[at]] != topic) {
            at++;
        }
        return voters.cosines()[at];
    }

    /** From now on this message has a vote. */
    public void add(UUID messageId, float[] vector, UUID topicId) {
        int topic = topicNumbers.computeIfAbsent(topicId, id -> {
            topicIds.add(id);
            sums.add(new float[vector.length]);
            return topicIds.size() - 1;
        });
        float[] centred = Vectors.centred(vector, mean);
        int ordinal = index.size();
        if (ordinal == topics.length) {
            topics = Arrays.copyOf(topics, 2 * ordinal);
        }
        topics[ordinal] = topic;
        ordinals.put(messageId, ordinal);
        Vectors.add(sums.get(topic), centred);
        index.add(centred);
    }

    /** From now on this message has none, as if it had never been; its topic's middle moves at the next regrouping. */
    public void forget(UUID messageId) {
        Integer ordinal = ordinals.remove(messageId);
        if (ordinal != null) {
            topics[ordinal] = -1;
        }
    }
}
