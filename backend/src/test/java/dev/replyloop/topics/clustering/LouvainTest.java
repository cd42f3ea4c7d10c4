package dev.replyloop.topics.clustering;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class LouvainTest {

    @Example
    void findsTwoCliquesWithABridge() {
        List<int[]> edges = new ArrayList<>();
        clique(edges, 0, 6);
        clique(edges, 6, 12);
        edges.add(new int[] {5, 6});
        assertArrayEquals(
                new int[] {0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1}, new Louvain(1, 1).communities(graph(12, edges)));
    }

    @Example
    void goesUpThroughTheLevels() {
        // A ring of 30 triangles: on the first level each triangle, on the next ones their neighbourhoods.
        List<int[]> edges = new ArrayList<>();
        for (int t = 0; t < 30; t++) {
            clique(edges, 3 * t, 3 * t + 3);
            edges.add(new int[] {3 * t + 2, (3 * t + 3) % 90});
        }
        Graph ring = graph(90, edges);
        int[] coarse = new Louvain(0.5, 1).communities(ring);
        int[] fine = new Louvain(4, 1).communities(ring);
        assertEquals(30, max(fine) + 1);
        assertEquals(true, max(coarse) + 1 < 15);
        for (int t = 0; t < 30; t++) {
            assertEquals(coarse[3 * t], coarse[3 * t + 2], "a triangle is never torn");
        }
    }

    @Example
    void leavesLonelyNodesAlone() {
        assertArrayEquals(new int[] {0, 1, 1, 2}, new Louvain(1, 1).communities(graph(4, List.of(new int[] {1, 2}))));
        assertArrayEquals(new int[0], new Louvain(1, 1).communities(graph(0, List.of())));
    }

    @Property(tries = 100)
    void neverDoesWorseThanNoGroupsAndIsTheSameEachTime(
            @ForAll @IntRange(min = 1, max = 60) int size, @ForAll @IntRange(max = 200) int edgeCount) {
        Random random = new Random(size * 1_000L + edgeCount);
        List<int[]> edges = new ArrayList<>();
        for (int i = 0; i < edgeCount; i++) {
            int a = random.nextInt(size);
            int b = random.nextInt(size);
            if (a != b) {
                edges.add(new int[] {a, b});
            }
        }
        Graph graph = graph(size, edges);
        int[] found = new Louvain(1, 1).communities(graph);
        int[] alone = new int[size];
        for (int i = 0; i < size; i++) {
            alone[i] = i;
        }
        assertEquals(true, modularity(graph, found) >= modularity(graph, alone) - 1e-9);
        assertArrayEquals(found, new Louvain(1, 1).communities(graph));
        assertNotEquals(-1, max(found));
    }

    static void clique(List<int[]> edges, int from, int to) {
        for (int a = from; a < to; a++) {
            for (int b = a + 1; b < to; b++) {
                edges.add(new int[] {a, b});
            }
        }
    }

    static Graph graph(int size, List<int[]> edges) {
        int[] offsets = new int[size + 1];
        for (int[] edge : edges) {
            offsets[edge[0] + 1]++;
            offsets[edge[1] + 1]++;
        }
        for (int i = 0; i < size; i++) {
            offsets[i + 1] += offsets[i];
        }
        int[] targets = new int[2 * edges.size()];
        double[] weights = new double[2 * edges.size()];
        int[] next = offsets.clone();
        for (int[] edge : edges) {
            for (int end = 0; end < 2; end++) {
                targets[next[edge[end]]] = edge[1 - end];
                weights[next[edge[end]]++] = 1;
            }
        }
        return new Graph(offsets, targets, weights, new double[size]);
    }

    private static double modularity(Graph graph, int[] community) {
        double total = 0;
        double inside = 0;
        double[] degrees = new double[community.length];
        for (int node = 0; node < community.length; node++) {
            for (int edge = graph.offsets()[node]; edge < graph.offsets()[node + 1]; edge++) {
                total += graph.weights()[edge];
                degrees[community[node]] += graph.weights()[edge];
                inside += community[node] == community[graph.targets()[edge]] ? graph.weights()[edge] : 0;
            }
        }
        double expected = 0;
        for (double degree : degrees) {
            expected += degree * degree / Math.max(1, total);
        }
        return inside - expected;
    }

    private static int max(int[] values) {
        int max = -1;
        for (int value : values) {
            max = Math.max(max, value);
        }
        return max;
    }
}
