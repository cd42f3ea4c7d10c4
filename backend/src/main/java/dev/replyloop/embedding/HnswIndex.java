package dev.replyloop.embedding;

import static org.apache.lucene.search.DocIdSetIterator.NO_MORE_DOCS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.apache.lucene.search.KnnCollector;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopKnnCollector;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.hnsw.HnswGraph;
import org.apache.lucene.util.hnsw.HnswGraphBuilder;
import org.apache.lucene.util.hnsw.HnswGraphSearcher;
import org.apache.lucene.util.hnsw.NeighborArray;
import org.apache.lucene.util.hnsw.OnHeapHnswGraph;
import org.apache.lucene.util.hnsw.RandomVectorScorer;
import org.apache.lucene.util.hnsw.RandomVectorScorerSupplier;

/** Walks Lucene's HNSW graph, kept on the heap: finds nearly all of the nearest, looking at few. Deterministic. */
final class HnswIndex implements NeighbourIndex {

    private static final int LINKS = 16;
    private static final int BREADTH_OF_BUILD = 80;
    /** How many candidates a search keeps, at least: fewer are faster and miss more. */
    private static final int BREADTH_OF_SEARCH = 64;

    private static final long SEED = 42;

    private final List<float[]> vectors = new ArrayList<>();
    private final HnswGraphBuilder graph;

    HnswIndex() {
        try {
            graph = HnswGraphBuilder.create(new Scorers(), LINKS, BREADTH_OF_BUILD, SEED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int size() {
        return vectors.size();
    }

    @Override
    public void add(float[] vector) {
        vectors.add(vector);
        try {
            graph.addGraphNode(vectors.size() - 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Neighbours nearest(float[] query, int count, IntPredicate admitted) {
        if (vectors.isEmpty()) {
            return new Neighbours(new int[0], new float[0]);
        }
        KnnCollector collector = new TopKnnCollector(Math.max(count, BREADTH_OF_SEARCH), Integer.MAX_VALUE);
        try {
            HnswGraphSearcher.search(new Scorer(query), collector, new View(graph.getGraph()), bits(admitted));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        NearestHeap nearest = new NearestHeap(count);
        for (ScoreDoc found : collector.topDocs().scoreDocs) {
            nearest.offer(found.doc, cosine(found.score));
        }
        return nearest.drain();
    }

    /** Lucene wants scores that are never negative. */
    private static float score(float cosine) {
        return 1 + cosine;
    }

    private static float cosine(float score) {
        return score - 1;
    }

    private Bits bits(IntPredicate admitted) {
        return new Bits() {
            @Override
            public boolean get(int ordinal) {
                return admitted.test(ordinal);
            }

            @Override
            public int length() {
                return vectors.size();
            }
        };
    }

    /** The graph as one search walks it: Lucene's own keeps the walker's place, so that only one could walk at a time. */
    private static final class View extends HnswGraph {

        private final OnHeapHnswGraph graph;
        private NeighborArray neighbours;
        private int next;

        View(OnHeapHnswGraph graph) {
            this.graph = graph;
        }

        @Override
        public void seek(int level, int node) {
            neighbours = graph.getNeighbors(level, node);
            next = 0;
        }

        @Override
        public int nextNeighbor() {
            return next < neighbours.size() ? neighbours.nodes()[next++] : NO_MORE_DOCS;
        }

        @Override
        public int size() {
            return graph.size();
        }

        @Override
        public int numLevels() {
            return graph.numLevels();
        }

        @Override
        public int entryNode() {
            return graph.entryNode();
        }

        @Override
        public NodesIterator getNodesOnLevel(int level) {
            return graph.getNodesOnLevel(level);
        }
    }

    private final class Scorers implements RandomVectorScorerSupplier {

        @Override
        public RandomVectorScorer scorer(int ordinal) {
            return new Scorer(vectors.get(ordinal));
        }

        @Override
        public RandomVectorScorerSupplier copy() {
            return this;
        }
    }

    private final class Scorer implements RandomVectorScorer {

        private final float[] query;

        Scorer(float[] query) {
            this.query = query;
        }

        @Override
        public float score(int ordinal) {
            return Math.max(0, HnswIndex.score(Vectors.dot(query, vectors.get(ordinal))));
        }

        @Override
        public int maxOrd() {
            return vectors.size();
        }
    }
}
