package dev.replyloop.embedding;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Looks at every vector as long as they are few; then divides them into cells, and finds nearly all of the nearest in
 * the cells around the query. Deterministic.
 */
final class CellIndex implements NeighbourIndex {

    /** Cells grow until there are this many times as many vectors as when they were made. */
    private static final int MOST_GROWTH = 4;

    private final List<float[]> vectors = new ArrayList<>();
    private int divideAt;
    /** Null before the first division. */
    private Cells cells;
    /** Of each cell the ordinals in it. */
    private List<List<Integer>> members = List.of();

    /** @param divideAt at how many vectors cells are made */
    CellIndex(int divideAt) {
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
        } else if (cells != null) {
            assign(vectors.size() - 1);
        }
    }

    @Override
    public Neighbours nearest(float[] query, int count, IntPredicate admitted) {
        NearestHeap nearest = new NearestHeap(count);
        if (cells == null) {
            for (int ordinal = 0; ordinal < vectors.size(); ordinal++) {
                offer(ordinal, query, admitted, nearest);
            }
            return nearest.drain();
        }
        int asked = 0;
        for (int cell : cells.nearest(query, cells.count())) {
            if (asked++ >= Cells.ASKED && nearest.isFull()) {
                break;
            }
            for (int ordinal : members.get(cell)) {
                offer(ordinal, query, admitted, nearest);
            }
        }
        return nearest.drain();
    }

    private void offer(int ordinal, float[] query, IntPredicate admitted, NearestHeap nearest) {
        if (admitted.test(ordinal)) {
            nearest.offer(ordinal, Vectors.dot(query, vectors.get(ordinal)));
        }
    }

    private void divide() {
        // Twice as many is the middle, on a scale of ratios, between now and the next division.
        cells = Cells.of(vectors.toArray(float[][]::new), 2 * vectors.size());
        members = new ArrayList<>();
        for (int cell = 0; cell < cells.count(); cell++) {
            members.add(new ArrayList<>());
        }
        for (int ordinal = 0; ordinal < vectors.size(); ordinal++) {
            assign(ordinal);
        }
        divideAt = MOST_GROWTH * vectors.size();
    }

    private void assign(int ordinal) {
        members.get(cells.nearest(vectors.get(ordinal), 1)[0]).add(ordinal);
    }
}
