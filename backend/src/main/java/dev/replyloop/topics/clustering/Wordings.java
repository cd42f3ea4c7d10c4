package dev.replyloop.topics.clustering;

import dev.replyloop.embedding.KnnGraph;
import dev.replyloop.embedding.Vectors;
import java.util.Arrays;

/**
 * Stands for many messages by few: those that say nearly the same count once. Otherwise the nearest of a message that
 * hundreds wrote alike would all be its copies, and each wording would become a topic of its own.
 *
 * <p>J. A. Hartigan's leader algorithm (Clustering Algorithms, 1975, chapter 3): in the order of arrival, a message joins the
 * nearest leader that is near enough, or becomes one. Near enough is the most that leaves few of them.
 *
 * @param leaders their messages' numbers, ascending
 * @param leaderOf of each message the position of its leader in {@code leaders}
 */
record Wordings(int[] leaders, int[] leaderOf) {

    private static final double MAX_COSINE = 0.97;
    /** Nearer than this all of a topic would be one. */
    private static final double MIN_COSINE = 0.5;

    private static final double STEP = 0.02;

    /**
     * @param vectors of length 1
     * @param nearest each one's neighbours
     * @param most how many leaders there may be; up to as many messages each is its own
     */
    static Wordings of(float[][] vectors, KnnGraph nearest, int most) {
        int[] of = new int[vectors.length];
        Arrays.setAll(of, message -> message);
        double cosine = MAX_COSINE;
        int count = vectors.length;
        while (count > most && cosine > MIN_COSINE) {
            count = lead(vectors, nearest, cosine, of);
            cosine -= STEP;
        }
        int[] leaders = new int[count];
        int[] positions = new int[vectors.length];
        int next = 0;
        for (int message = 0; message < vectors.length; message++) {
            if (of[message] == message) {
                positions[message] = next;
                leaders[next++] = message;
            }
        }
        int[] leaderOf = new int[vectors.length];
        Arrays.setAll(leaderOf, message -> positions[of[message]]);
        return new Wordings(leaders, leaderOf);
    }

    /** @return how many leaders there are; {@code of} has each message's */
    private static int lead(float[][] vectors, KnnGraph nearest, double minCosine, int[] of) {
        int count = 0;
        for (int message = 0; message < vectors.length; message++) {
            int best = -1;
            double bestCosine = minCosine;
            for (int rank = 0; rank < nearest.k(); rank++) {
                int neighbour = nearest.neighbour(message, rank);
                // Those that came before have a leader; a near leader is one of a near neighbour.
                if (neighbour < message && of[neighbour] != best) {
                    double cosine = Vectors.dot(vectors[message], vectors[of[neighbour]]);
                    if (cosine >= bestCosine) {
                        best = of[neighbour];
                        bestCosine = cosine;
                    }
                }
            }
            of[message] = best < 0 ? message : best;
            count += best < 0 ? 1 : 0;
        }
        return count;
    }

    /** What is known of each message, by the leaders alone. */
    float[][] ofLeaders(float[][] vectors) {
        float[][] some = new float[leaders.length][];
        Arrays.setAll(some, position -> vectors[leaders[position]]);
        return some;
    }

    /** Of each leader the topic that most of its messages were in until now, or -1. */
    int[] ofLeaders(int[] topicOf, int topics) {
        int[][] counts = new int[leaders.length][];
        int[] most = new int[leaders.length];
        Arrays.fill(most, -1);
        for (int message = 0; message < leaderOf.length; message++) {
            int topic = topicOf[message];
            if (topic >= 0) {
                int leader = leaderOf[message];
                counts[leader] = counts[leader] == null ? new int[topics] : counts[leader];
                counts[leader][topic]++;
                if (most[leader] < 0 || counts[leader][topic] > counts[leader][most[leader]]) {
                    most[leader] = topic;
                }
            }
        }
        return most;
    }

    /** Of each message what its leader has. */
    int[] toAll(int[] ofLeaders) {
        int[] all = new int[leaderOf.length];
        Arrays.setAll(all, message -> ofLeaders[leaderOf[message]]);
        return all;
    }

    /** How many messages each leader stands for. */
    int[] sizes() {
        int[] sizes = new int[leaders.length];
        for (int leader : leaderOf) {
            sizes[leader]++;
        }
        return sizes;
    }
}
