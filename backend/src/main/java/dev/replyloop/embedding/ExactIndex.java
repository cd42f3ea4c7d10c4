package dev.replyloop.embedding;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Looks at every vector. */
final class ExactIndex implements NeighbourIndex {

    private final List<float[]> vectors = new ArrayList<>();

    @Override
    public int size() {
        return vectors.size();
    }

    @Override
    public void add(float[] vector) {
        vectors.add(vector);
    }

    @Override
    public Neighbours nearest(float[] query, int count, IntPredicate admitted) {
        NearestHeap nearest = new NearestHeap(count);
        for (int i = 0; i < vectors.size(); i++) {
            if (admitted.test(i)) {
                nearest.offer(i, Vectors.dot(query, vectors.get(i)));
            }
        }
        return nearest.drain();
    }
}
