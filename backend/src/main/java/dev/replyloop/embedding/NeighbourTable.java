package dev.replyloop.embedding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The nearest neighbours of every vector among all of them, itself left out.
 *
 * <p>Exact up to {@link NeighbourIndex#EXACT_UP_TO} vectors: each tile of them is laid out dimension by dimension, so
 * that the compiler turns the inner loop into vector instructions, some ten times faster than one pair at a time.
 */
public final class NeighbourTable {

    private static final int TILE = 256;
    private static final int ROWS_OF_A_TASK = 512;

    private final int k;
    private final int[] ordinals;
    private final float[] cosines;

    private NeighbourTable(int size, int k) {
        this.k = k;
        this.ordinals = new int[size * k];
        this.cosines = new float[size * k];
    }

    /**
     * The same vectors give the same table, whatever the number of threads.
     *
     * @param vectors of length 1
     * @param k how many for each; fewer where there are not that many others
     * @param threads how many to compute on, at least 1
     * @throws InterruptedException if the calling thread is interrupted; nothing is left running
     */
    public static NeighbourTable of(float[][] vectors, int k, int threads) throws InterruptedException {
        NeighbourTable table = new NeighbourTable(vectors.length, Math.max(0, Math.min(k, vectors.length - 1)));
        if (table.k == 0) {
            return table;
        }
        Rows rows = vectors.length <= NeighbourIndex.EXACT_UP_TO ? new Tiles(vectors) : new Walks(vectors);
        table.fill(rows, vectors.length, threads);
        return table;
    }

    /** How many neighbours each has. */
    public int k() {
        return k;
    }

    /** The {@code rank}th nearest (from 0) of {@code vector}. */
    public int neighbour(int vector, int rank) {
        return ordinals[vector * k + rank];
    }

    /** Its cosine. */
    public float cosine(int vector, int rank) {
        return cosines[vector * k + rank];
    }

    private void fill(Rows rows, int size, int threads) throws InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "nearest-neighbours");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> tasks = new ArrayList<>();
            for (int first = 0; first < size; first += ROWS_OF_A_TASK) {
                int from = first;
                int to = Math.min(size, first + ROWS_OF_A_TASK);
                tasks.add(workers.submit(() -> rows.fill(this, from, to)));
            }
            for (Future<?> task : tasks) {
                task.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("The search for nearest neighbours failed", e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    /** Takes the row's nearest over, without the row itself. */
    private void put(int row, Neighbours nearest) {
        int rank = 0;
        for (int i = 0; i < nearest.size() && rank < k; i++) {
            if (nearest.ordinals()[i] != row) {
                ordinals[row * k + rank] = nearest.ordinals()[i];
                cosines[row * k + rank] = nearest.cosines()[i];
                rank++;
            }
        }
        // A walk may find fewer: the row then counts as its own neighbour, with nothing in common.
        for (; rank < k; rank++) {
            ordinals[row * k + rank] = row;
        }
    }

    private interface Rows {
        /** Fills the table's rows from {@code from} to before {@code to}. */
        void fill(NeighbourTable table, int from, int to);
    }

    private record Tiles(float[][] vectors) implements Rows {

        @Override
        public void fill(NeighbourTable table, int from, int to) {
            int dimensions = vectors[0].length;
            NearestHeap[] nearest = new NearestHeap[to - from];
            for (int i = 0; i < nearest.length; i++) {
                nearest[i] = new NearestHeap(table.k);
            }
            float[][] tile = new float[dimensions][TILE];
            float[] cosines = new float[TILE];
            for (int first = 0;
                    first < vectors.length && !Thread.currentThread().isInterrupted();
                    first += TILE) {
                int width = Math.min(TILE, vectors.length - first);
                transpose(first, width, tile);
                for (int row = from; row < to; row++) {
                    multiply(vectors[row], tile, cosines);
                    NearestHeap heap = nearest[row - from];
                    for (int i = 0; i < width; i++) {
                        if (cosines[i] >= heap.bar() && first + i != row) {
                            heap.offer(first + i, cosines[i]);
                        }
                    }
                }
            }
            for (int row = from; row < to; row++) {
                table.put(row, nearest[row - from].drain());
            }
        }

        private void transpose(int first, int width, float[][] tile) {
            for (int i = 0; i < width; i++) {
                float[] vector = vectors[first + i];
                for (int d = 0; d < vector.length; d++) {
                    tile[d][i] = vector[d];
                }
            }
        }

        /** Four dimensions at a time: the sums are read and written a quarter as often. */
        private static void multiply(float[] query, float[][] tile, float[] products) {
            Arrays.fill(products, 0);
            int d = 0;
            for (; d + 3 < query.length; d += 4) {
                addFour(query, tile, d, products);
            }
            for (; d < query.length; d++) {
                float q = query[d];
                float[] t = tile[d];
                for (int i = 0; i < TILE; i++) {
                    products[i] += q * t[i];
                }
            }
        }

        private static void addFour(float[] query, float[][] tile, int d, float[] products) {
            float q0 = query[d];
            float q1 = query[d + 1];
            float q2 = query[d + 2];
            float q3 = query[d + 3];
            float[] t0 = tile[d];
            float[] t1 = tile[d + 1];
            float[] t2 = tile[d + 2];
            float[] t3 = tile[d + 3];
            for (int i = 0; i < TILE; i++) {
                products[i] += q0 * t0[i] + q1 * t1[i] + q2 * t2[i] + q3 * t3[i];
            }
        }
    }

    private static final class Walks implements Rows {

        private final float[][] vectors;
        private final NeighbourIndex index = new HnswIndex();

        Walks(float[][] vectors) {
            this.vectors = vectors;
            for (float[] vector : vectors) {
                index.add(vector);
            }
        }

        @Override
        public void fill(NeighbourTable table, int from, int to) {
            for (int row = from; row < to && !Thread.currentThread().isInterrupted(); row++) {
                table.put(row, index.nearest(vectors[row], table.k + 1, any -> true));
            }
        }
    }
}
