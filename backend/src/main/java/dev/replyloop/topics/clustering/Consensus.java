package dev.replyloop.topics.clustering;

/**
 * What Louvain's method finds whichever way it goes. Its result hangs on the order in which it looks at the nodes: what
 * lies between two communities falls to either by chance. So it goes several ways, and then once more on a graph in which
 * an edge weighs the less, the more often its ends were parted. Deterministic.
 */
final class Consensus {

    private static final int MAX_RUNS = 8;
    /** Fewer would tell little: then the one that counts is left. */
    private static final int MIN_RUNS = 3;
    /** Large communities hang less on chance, and each run costs more. */
    private static final int NODES_OF_ALL_RUNS = 200_000;
    /** Ends that were always parted may still be neighbours. */
    private static final double MIN_TRUST = 0.01;

    private final double resolution;

    /** @param resolution 1 is plain modularity; more gives more and smaller communities */
    Consensus(double resolution) {
        this.resolution = resolution;
    }

    /**
     * @return of each node its community, numbered from 0 in the order of their first nodes
     * @throws InterruptedException if the calling thread is interrupted
     */
    int[] communities(Graph graph) throws InterruptedException {
        int runs = Math.min(MAX_RUNS, NODES_OF_ALL_RUNS / Math.max(1, graph.size()));
        return new Louvain(resolution, 0).communities(runs < MIN_RUNS ? graph : trusted(graph, runs));
    }

    /** The graph with each edge weighed by how often its ends were found together. */
    private Graph trusted(Graph graph, int runs) throws InterruptedException {
        int[] together = new int[graph.targets().length];
        for (int run = 0; run < runs; run++) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            int[] community = new Louvain(resolution, run).communities(graph);
            for (int node = 0; node < graph.size(); node++) {
                for (int edge = graph.offsets()[node]; edge < graph.offsets()[node + 1]; edge++) {
                    together[edge] += community[node] == community[graph.targets()[edge]] ? 1 : 0;
                }
            }
        }
        double[] weights = graph.weights().clone();
        for (int edge = 0; edge < weights.length; edge++) {
            double share = (double) together[edge] / runs;
            weights[edge] *= Math.max(MIN_TRUST, share * share);
        }
        return new Graph(graph.offsets(), graph.targets(), weights, graph.loops());
    }
}
