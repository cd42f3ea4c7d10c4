package dev.replyloop.embedding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The nearest neighbours of every vector among all of them, itself left out.
 *
 * <p>Exact up to {@link NeighbourIndex#EXACT_UP_TO} vectors, where each is compared with all; beyond, each is compared
 * with those in the cells around it, which finds nearly all of its nearest.
 */
public final class KnnGraph {

    private static final int ROWS_OF_A_TASK = 512;

    private final int k;
    private final int[] ordinals;
    private final float[] cosines;

    private KnnGraph(int size, int k) {
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
    public static KnnGraph of(float[][] vectors, int k, int threads) throws InterruptedException {
        return of(vectors, k, threads, NeighbourIndex.EXACT_UP_TO);
    }

    static KnnGraph of(float[][] vectors, int k, int threads, int exactUpTo) throws InterruptedException {
        KnnGraph table = new KnnGraph(vectors.length, Math.max(0, Math.min(k, vectors.length - 1)));
        if (table.k == 0) {
            return table;
        }
        TopK[] nearest = new TopK[vectors.length];
        Arrays.setAll(nearest, row -> new TopK(table.k));
        try (Workers workers = new Workers(threads)) {
            List<Comparison> comparisons =
                    vectors.length <= exactUpTo ? withAll(vectors.length) : withTheNear(vectors, workers);
            workers.run(comparisons.stream()
                    .<Runnable>map(comparison -> () -> comparison.run(vectors, nearest))
                    .toList());
        }
        for (int row = 0; row < nearest.length; row++) {
            table.put(row, nearest[row].drain());
        }
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

    private static List<Comparison> withAll(int size) {
        int[] all = IntStream.range(0, size).toArray();
        List<Comparison> comparisons = new ArrayList<>();
        Comparison.add(all, all, comparisons);
        return comparisons;
    }

    private static List<Comparison> withTheNear(float[][] vectors, Workers workers) throws InterruptedException {
        KMeansPartition partition = KMeansPartition.of(vectors, vectors.length);
        int[][] asked = new int[vectors.length][];
        List<Runnable> tasks = new ArrayList<>();
        for (int first = 0; first < vectors.length; first += ROWS_OF_A_TASK) {
            int from = first;
            int to = Math.min(vectors.length, first + ROWS_OF_A_TASK);
            tasks.add(() -> {
                for (int row = from; row < to; row++) {
                    asked[row] = partition.nearest(vectors[row], KMeansPartition.ASKED);
                }
            });
        }
        workers.run(tasks);
        int[][] members = rowsByCell(asked, 1, partition.count());
        int[][] askers = rowsByCell(asked, KMeansPartition.ASKED, partition.count());
        List<Comparison> comparisons = new ArrayList<>();
        for (int cell = 0; cell < members.length; cell++) {
            Comparison.add(members[cell], askers[cell], comparisons);
        }
        return comparisons;
    }

    /** Of each cell the rows that have it among the first {@code most} of the cells they ask, in ascending order. */
    private static int[][] rowsByCell(int[][] asked, int most, int cellCount) {
        int[] sizes = new int[cellCount];
        for (int[] partition : asked) {
            for (int i = 0; i < Math.min(most, partition.length); i++) {
                sizes[partition[i]]++;
            }
        }
        int[][] rows = Arrays.stream(sizes).mapToObj(int[]::new).toArray(int[][]::new);
        for (int row = asked.length - 1; row >= 0; row--) {
            for (int i = 0; i < Math.min(most, asked[row].length); i++) {
                int cell = asked[row][i];
                rows[cell][--sizes[cell]] = row;
            }
        }
        return rows;
    }

    /** Takes the row's nearest over. */
    private void put(int row, Neighbours nearest) {
        System.arraycopy(nearest.ordinals(), 0, ordinals, row * k, nearest.size());
        System.arraycopy(nearest.cosines(), 0, cosines, row * k, nearest.size());
        // The cells around may hold fewer: the row then counts as its own neighbour, with nothing in common.
        Arrays.fill(ordinals, row * k + nearest.size(), (row + 1) * k, row);
    }

    /**
     * What one thread does at a time.
     *
     * @param members at most a tile of vectors
     * @param askers who may be neighbours of them
     */
    private record Comparison(int[] members, int[] askers) {

        /** Adds what compares all members with all askers. */
        static void add(int[] members, int[] askers, List<Comparison> comparisons) {
            for (int from = 0; from < members.length; from += VectorBlock.WIDTH) {
                int to = Math.min(members.length, from + VectorBlock.WIDTH);
                comparisons.add(new Comparison(Arrays.copyOfRange(members, from, to), askers));
            }
        }

        void run(float[][] vectors, TopK[] nearest) {
            VectorBlock block = new VectorBlock(
                    IntStream.of(members).mapToObj(member -> vectors[member]).toArray(float[][]::new));
            float[] cosines = new float[VectorBlock.WIDTH];
            for (int asker : askers) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                block.multiply(vectors[asker], cosines);
                offer(asker, cosines, nearest[asker]);
            }
        }

        private void offer(int asker, float[] cosines, TopK heap) {
            // The heap takes the same whatever the order, so that it does not matter which thread comes first.
            synchronized (heap) {
                for (int i = 0; i < members.length; i++) {
                    if (cosines[i] >= heap.bar() && members[i] != asker) {
                        heap.offer(members[i], cosines[i]);
                    }
                }
            }
        }
    }
}
