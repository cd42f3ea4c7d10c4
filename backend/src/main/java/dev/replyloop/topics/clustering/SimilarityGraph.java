package dev.replyloop.topics.clustering;

import dev.replyloop.embedding.KnnGraph;

/** The graphs that are grouped: an edge between two messages where one is among the other's nearest. */
final class SimilarityGraph {

    /** How many of its nearest tell how crowded it is around a message. */
    private static final int SURROUNDINGS = 5;

    private static final double MIN_SCALE = 0.05;
    private static final double MAX_WEIGHT = 1.5;

    private SimilarityGraph() {}

    /**
     * The weight of an edge is how near its ends are compared with what is usual around them, so that neither crowded
     * nor lonely places win by that alone.
     *
     * @param k how many of the nearest count, at most as many as the table has
     * @param sharpness the power that the comparison is raised to: more lets far neighbours count less
     * @param topics of each message its topic until now, or -1
     * @param loyalty what the weight of an edge inside such a topic is multiplied by
     */
    static Graph of(KnnGraph nearest, int k, double sharpness, int[] topics, double loyalty) {
        int size = topics.length;
        int degree = Math.min(k, nearest.k());
        double[] scales = scales(nearest, size);
        double[] edgeWeights = new double[size * degree];
        int[] offsets = new int[size + 1];
        for (int node = 0; node < size; node++) {
            for (int rank = 0; rank < degree; rank++) {
                int other = nearest.neighbour(node, rank);
                double cosine = nearest.cosine(node, rank);
                if (other == node || cosine <= 0) {
                    continue;
                }
                double weight =
                        Math.min(MAX_WEIGHT, Math.pow(cosine / Math.sqrt(scales[node] * scales[other]), sharpness));
                if (topics[node] >= 0 && topics[node] == topics[other]) {
                    weight *= loyalty;
                }
                edgeWeights[node * degree + rank] = weight;
                offsets[node + 1]++;
                offsets[other + 1]++;
            }
        }
        for (int node = 0; node < size; node++) {
            offsets[node + 1] += offsets[node];
        }
        int[] targets = new int[offsets[size]];
        double[] weights = new double[offsets[size]];
        int[] next = offsets.clone();
        for (int node = 0; node < size; node++) {
            for (int rank = 0; rank < degree; rank++) {
                double weight = edgeWeights[node * degree + rank];
                if (weight > 0) {
                    int other = nearest.neighbour(node, rank);
                    targets[next[node]] = other;
                    weights[next[node]++] = weight;
                    targets[next[other]] = node;
                    weights[next[other]++] = weight;
                }
            }
        }
        return new Graph(offsets, targets, weights, new double[size]);
    }

    private static double[] scales(KnnGraph nearest, int size) {
        double[] scales = new double[size];
        int count = Math.min(SURROUNDINGS, nearest.k());
        for (int node = 0; node < size; node++) {
            for (int rank = 0; rank < count; rank++) {
                scales[node] += Math.max(MIN_SCALE, nearest.cosine(node, rank)) / count;
            }
        }
        return scales;
    }
}
