package dev.replyloop.topics.clustering;

/**
 * An undirected weighted graph in primitive arrays: the edges of node {@code i} stand from {@code offsets[i]} to before
 * {@code offsets[i + 1]}, each edge at both of its ends.
 *
 * @param offsets one more than there are nodes
 * @param targets the other end of each edge
 * @param weights of each edge, above 0
 * @param loops of each node the weight that lies inside it, counted from both ends
 */
record Graph(int[] offsets, int[] targets, double[] weights, double[] loops) {

    int size() {
        return loops.length;
    }
}
