package dev.replyloop.topics.clustering;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;

class ConsensusTest {

    /** A ring of 30 cliques of four: between them lie nodes that one run gives to the one side, another to the other. */
    private static final int CLIQUES = 30;

    private static final int STEP = 5;

    private static final int GROUPS = 30;
    private static final int GROUP = 10;

    @Example
    void keepsTogetherWhatEachRunFinds() throws InterruptedException {
        int[] found = new Consensus(2).communities(ring());
        for (int clique = 0; clique < CLIQUES; clique++) {
            for (int member = 1; member < STEP - 1; member++) {
                assertEquals(found[STEP * clique], found[STEP * clique + member], "clique " + clique);
            }
        }
    }

    @Example
    void findsMoreOfWhatIsThereThanOneRunDoes() throws InterruptedException {
        double together = 0;
        double alone = 0;
        for (int seed = 0; seed < 20; seed++) {
            Graph graph = blurred(new Random(seed));
            together += pairsFound(new Consensus(2).communities(graph));
            alone += pairsFound(new Louvain(2, 0).communities(graph));
        }
        assertTrue(together > 1.02 * alone, together + " against " + alone);
    }

    @Example
    void givesTheSameEachTimeAndNumbersFromTheFirstNode() throws InterruptedException {
        int[] found = new Consensus(2).communities(ring());
        assertArrayEquals(found, new Consensus(2).communities(ring()));
        int next = 0;
        for (int community : found) {
            assertTrue(community <= next);
            next = Math.max(next, community + 1);
        }
    }

    @Example
    void leavesTheGraphAsItWas() throws InterruptedException {
        Graph graph = ring();
        double[] before = graph.weights().clone();
        new Consensus(2).communities(graph);
        assertArrayEquals(before, graph.weights());
    }

    @Example
    void takesAGraphWithoutNodes() throws InterruptedException {
        assertArrayEquals(new int[0], new Consensus(1).communities(LouvainTest.graph(0, List.of())));
    }

    @Example
    void endsWhereItsThreadIsToldTo() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> new Consensus(1).communities(ring()));
    }

    /** Groups of ten that have more edges inside than out of them, but not by much. */
    private static Graph blurred(Random random) {
        List<int[]> edges = new ArrayList<>();
        for (int a = 0; a < GROUPS * GROUP; a++) {
            for (int b = a + 1; b < GROUPS * GROUP; b++) {
                if (random.nextDouble() < (a / GROUP == b / GROUP ? 0.5 : 0.02)) {
                    edges.add(new int[] {a, b});
                }
            }
        }
        return LouvainTest.graph(GROUPS * GROUP, edges);
    }

    /** How well the pairs within communities are those within groups: the harmonic mean of precision and recall. */
    private static double pairsFound(int[] found) {
        int both = 0;
        int either = 0;
        for (int a = 0; a < found.length; a++) {
            for (int b = a + 1; b < found.length; b++) {
                boolean sameGroup = a / GROUP == b / GROUP;
                boolean sameCommunity = found[a] == found[b];
                both += sameGroup && sameCommunity ? 1 : 0;
                either += (sameGroup ? 1 : 0) + (sameCommunity ? 1 : 0);
            }
        }
        return 2.0 * both / either;
    }

    private static Graph ring() {
        List<int[]> edges = new ArrayList<>();
        int size = STEP * CLIQUES;
        for (int first = 0; first < size; first += STEP) {
            LouvainTest.clique(edges, first, first + STEP - 1);
            int between = first + STEP - 1;
            int from = first;
            IntStream.range(0, 2).forEach(i -> {
                edges.add(new int[] {from + i, between});
                edges.add(new int[] {between, (from + STEP + i) % size});
            });
        }
        return LouvainTest.graph(size, edges);
    }
}
