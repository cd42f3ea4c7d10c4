package dev.replyloop.topics.clustering;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Louvain's method: communities with more weight inside than chance would put there. The same graph and seed
 * give the same communities.
 *
 * <p>A node moves to the neighbouring community where it adds most; only nodes whose neighbours moved are looked at
 * again. Then each community becomes a node, and it starts over, until nothing moves.
 */
final class Louvain {

    private static final double MIN_GAIN = 1e-9;

    private final double resolution;
    private final long seed;

    /**
     * @param resolution 1 is plain modularity; more gives more and smaller communities
     * @param seed of the order in which nodes are looked at
     */
    Louvain(double resolution, long seed) {
        this.resolution = resolution;
        this.seed = seed;
    }

    /** @return of each node its community, numbered from 0 in the order of their first nodes */
    int[] communities(Graph graph) {
        int[] result = new int[graph.size()];
        Arrays.setAll(result, node -> node);
        Graph level = graph;
        while (true) {
            int[] moved = moveNodes(level);
            int count = renumber(moved);
            for (int node = 0; node < result.length; node++) {
                result[node] = moved[result[node]];
            }
            if (count == level.size()) {
                renumber(result);
                return result;
            }
            level = contract(level, moved, count);
        }
    }

    private int[] moveNodes(Graph graph) {
        int size = graph.size();
        double[] degrees = new double[size];
        double total = 0;
        for (int node = 0; node < size; node++) {
            degrees[node] = graph.loops()[node];
            for (int edge = graph.offsets()[node]; edge < graph.offsets()[node + 1]; edge++) {
                degrees[node] += graph.weights()[edge];
            }
            total += degrees[node];
        }
        int[] community = new int[size];
        Arrays.setAll(community, node -> node);
        if (total == 0) {
            return community;
        }
        double[] communityDegrees = degrees.clone();
        double[] weightTo = new double[size];
        int[] touched = new int[size];

        int[] queue = shuffled(size);
        boolean[] queued = new boolean[size];
        Arrays.fill(queued, true);
        int head = 0;
        int waiting = size;
        while (waiting > 0) {
            int node = queue[head];
            head = head + 1 == size ? 0 : head + 1;
            waiting--;
            queued[node] = false;

            int from = community[node];
            int touchedCount = 0;
            for (int edge = graph.offsets()[node]; edge < graph.offsets()[node + 1]; edge++) {
                int other = community[graph.targets()[edge]];
                if (weightTo[other] == 0) {
                    touched[touchedCount++] = other;
                }
                weightTo[other] += graph.weights()[edge];
            }
            communityDegrees[from] -= degrees[node];
            double expected = resolution * degrees[node] / total;
            int best = from;
            double bestGain = weightTo[from] - expected * communityDegrees[from] + MIN_GAIN;
            for (int i = 0; i < touchedCount; i++) {
                int candidate = touched[i];
                double gain = weightTo[candidate] - expected * communityDegrees[candidate];
                if (gain > bestGain) {
                    best = candidate;
                    bestGain = gain;
                }
                weightTo[candidate] = 0;
            }
            communityDegrees[best] += degrees[node];
            if (best != from) {
                community[node] = best;
                for (int edge = graph.offsets()[node]; edge < graph.offsets()[node + 1]; edge++) {
                    int neighbour = graph.targets()[edge];
                    if (!queued[neighbour] && community[neighbour] != best) {
                        int tail = head + waiting;
                        queue[tail < size ? tail : tail - size] = neighbour;
                        queued[neighbour] = true;
                        waiting++;
                    }
                }
            }
        }
        return community;
    }

    private int[] shuffled(int size) {
        int[] order = new int[size];
        Arrays.setAll(order, i -> i);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = size - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    /** Numbers the communities from 0 in the order of their first nodes; gives how many there are. */
    private static int renumber(int[] community) {
        int[] numbers = new int[community.length];
        Arrays.fill(numbers, -1);
        int count = 0;
        for (int node = 0; node < community.length; node++) {
            if (numbers[community[node]] < 0) {
                numbers[community[node]] = count++;
            }
            community[node] = numbers[community[node]];
        }
        return count;
    }

    /** Each community becomes a node, the edges between two become one. */
    private static Graph contract(Graph graph, int[] community, int count) {
        int size = graph.size();
        int[] memberOffsets = new int[count + 1];
        for (int node = 0; node < size; node++) {
            memberOffsets[community[node] + 1]++;
        }
        for (int c = 0; c < count; c++) {
            memberOffsets[c + 1] += memberOffsets[c];
        }
        int[] members = new int[size];
        int[] next = memberOffsets.clone();
        for (int node = 0; node < size; node++) {
            members[next[community[node]]++] = node;
        }

        int[] offsets = new int[count + 1];
        int[] targets = new int[graph.targets().length];
        double[] weights = new double[graph.targets().length];
        double[] loops = new double[count];
        int[] slot = new int[count];
        Arrays.fill(slot, -1);
        int edges = 0;
        for (int c = 0; c < count; c++) {
            int first = edges;
            for (int m = memberOffsets[c]; m < memberOffsets[c + 1]; m++) {
                int node = members[m];
                loops[c] += graph.loops()[node];
                for (int edge = graph.offsets()[node]; edge < graph.offsets()[node + 1]; edge++) {
                    int target = community[graph.targets()[edge]];
                    if (target == c) {
                        loops[c] += graph.weights()[edge];
                    } else if (slot[target] >= first) {
                        weights[slot[target]] += graph.weights()[edge];
                    } else {
                        slot[target] = edges;
                        targets[edges] = target;
                        weights[edges++] = graph.weights()[edge];
                    }
                }
            }
            offsets[c + 1] = edges;
        }
        return new Graph(offsets, Arrays.copyOf(targets, edges), Arrays.copyOf(weights, edges), loops);
    }
}
