package dev.replyloop.embedding;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Looks at every vector as long as they are few; then divides them into cells, and finds nearly all of the nearest in
 * the cells around the query. Deterministic.
 */
final class IvfIndex implements NeighbourIndex {

    /** Cells grow until there are this many times as many vectors as when they were made. */
    private static final int MAX_GROWTH = 4;

    private final List<float[]> vectors = new ArrayList<>();
    private int divideAt;
    /** Null before the first division. */
    private KMeansPartition partition;
    /** Of each cell the ordinals in it. */
    private List<List<Integer>> members = List.of();

    /** @param divideAt at how many vectors cells are made */
    IvfIndex(int divideAt) {
        this.divideAt = divideAt;
    }

    @Override
    public int size() {
        return vectors.size();
    }

    @Override
    public void add(float[] vector) {
        vectors.add(vector);
        if (vectors.size() == divideAt) {
            divide();
        } else if (partition != null) {
            assign(vectors.size() - 1);
        }
    }

    @Override
    public Neighbours nearest(float[] query, int count, IntPredicate admitted) {
        TopK nearest = new TopK(count);
        if (partition == null) {
            for (int ordinal = 0; ordinal < vectors.size(); ordinal++) {
                offer(ordinal, query, admitted, nearest);
            }
            return nearest.drain();
        }
        int asked = 0;
        for (int cell : partition.nearest(query, partition.count())) {
            if (asked++ >= KMeansPartition.ASKED && nearest.isFull()) {
                break;
            }
            for (int ordinal : members.get(cell)) {
                offer(ordinal, query, admitted, nearest);
            }
        }
        return nearest.drain();
    }

    private void offer(int ordinal, float[] query, IntPredicate admitted, TopK nearest) {
        if (admitted.test(ordinal)) {
            nearest.offer(ordinal, Vectors.dot(query, vectors.get(ordinal)));
        }
    }

    private void divide() {
        // Twice as many is the middle, on a scale of ratios, between now and the next division.
        partition = KMeansPartition.of(vectors.toArray(float[][]::new), 2 * vectors.size());
        members = new ArrayList<>();
        for (int cell = 0; cell < partition.count(); cell++) {
            members.add(new ArrayList<>());
        }
        for (int ordinal = 0; ordinal < vectors.size(); ordinal++) {
            assign(ordinal);
        }
        divideAt = MAX_GROWTH * vectors.size();
    }

    private void assign(int ordinal) {
        members.get(partition.nearest(vectors.get(ordinal), 1)[0]).add(ordinal);
    }
}
