package dev.replyloop.cases.grouping;

import dev.replyloop.embedding.KnnGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts texts together that are the same but for a few words, such as a product's name.
 *
 * <p>J. A. Hartigan's leader algorithm (Clustering Algorithms, 1975, chapter 3): in their order, a text joins the nearest leader
 * that is near enough, or becomes one.
 *
 * @param groupOf of each text its group, from 0; {@link #NONE} where there is no text
 * @param leaders of each group the text that it was formed around
 */
record SameWording(int[] groupOf, int[] leaders) {

    static final int NONE = -1;

    /** In the measured set no texts of two faults are as near, in the bundled model (docs/adr/0021). */
    static final double MIN_COSINE = 0.93;

    private static final int NEIGHBOURS = 16;

    /**
     * @param vectors of length 1; null where there is no text
     * @throws InterruptedException if the calling thread is interrupted
     */
    static SameWording of(float[][] vectors, int threads) throws InterruptedException {
        // Equal texts have equal vectors: of each only one is compared.
        Map<Vector, Integer> positions = new HashMap<>();
        List<Integer> firsts = new ArrayList<>();
        int[] position = new int[vectors.length];
        for (int text = 0; text < vectors.length; text++) {
            position[text] = NONE;
            if (vectors[text] != null) {
                Vector key = new Vector(vectors[text]);
                Integer known = positions.get(key);
                if (known == null) {
                    known = firsts.size();
                    positions.put(key, known);
                    firsts.add(text);
                }
                position[text] = known;
            }
        }
        float[][] distinct = firsts.stream().map(text -> vectors[text]).toArray(float[][]::new);
        int[] leaderOf = leaders(KnnGraph.of(distinct, NEIGHBOURS, threads), distinct.length);
        int[] groups = new int[distinct.length];
        List<Integer> leaders = new ArrayList<>();
        for (int text = 0; text < distinct.length; text++) {
            if (leaderOf[text] == text) {
                groups[text] = leaders.size();
                leaders.add(firsts.get(text));
            }
        }
        int[] groupOf = new int[vectors.length];
        Arrays.setAll(groupOf, text -> position[text] == NONE ? NONE : groups[leaderOf[position[text]]]);
        return new SameWording(
                groupOf, leaders.stream().mapToInt(Integer::intValue).toArray());
    }

    private static int[] leaders(KnnGraph nearest, int size) {
        int[] leaderOf = new int[size];
        for (int text = 0; text < size; text++) {
            leaderOf[text] = text;
            for (int rank = 0; rank < nearest.k() && nearest.cosine(text, rank) >= MIN_COSINE; rank++) {
                int neighbour = nearest.neighbour(text, rank);
                if (neighbour < text && leaderOf[neighbour] == neighbour) {
                    leaderOf[text] = neighbour;
                    break;
                }
            }
        }
        return leaderOf;
    }

    /** A vector that equals another of the same numbers. */
    private record Vector(float[] numbers) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Vector vector && Arrays.equals(numbers, vector.numbers);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(numbers);
        }
    }
}
