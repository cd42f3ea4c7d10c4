package dev.replyloop.embedding;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Divides the space of vectors into cells, each of what is nearest to its centre: the nearest of a vector lie in its own
 * cell and in a few around it. The centres come from spherical k-means over a sample. Deterministic.
 */
final class KMeansPartition {

    /** In how many of the cells nearest to a vector its nearest are looked for. */
    static final int ASKED = 10;

    private static final double CELLS_PER_ROOT = 1.5;
    private static final int SAMPLE_OF_A_CELL = 25;
    private static final int ROUNDS = 3;

    private final float[][] centres;
    private final VectorBlock[] tiles;

    private KMeansPartition(float[][] centres) {
        this.centres = centres;
        tiles = IntStream.range(0, (centres.length + VectorBlock.WIDTH - 1) / VectorBlock.WIDTH)
                .mapToObj(tile -> new VectorBlock(Arrays.copyOfRange(
                        centres, tile * VectorBlock.WIDTH, Math.min(centres.length, (tile + 1) * VectorBlock.WIDTH))))
                .toArray(VectorBlock[]::new);
    }

    /**
     * @param vectors of length 1, at least one; those to come should be like them
     * @param expected about how many will be divided
     */
    static KMeansPartition of(float[][] vectors, int expected) {
        int count = (int) Math.ceil(CELLS_PER_ROOT * Math.sqrt(expected));
        float[][] sample = spread(vectors, count * SAMPLE_OF_A_CELL);
        KMeansPartition partition = new KMeansPartition(spread(sample, count));
        for (int round = 0; round < ROUNDS; round++) {
            partition = partition.moved(sample);
        }
        return partition;
    }

    int count() {
        return centres.length;
    }

    /** @return the {@code count} cells nearest to {@code vector}, nearest first, or all there are */
    int[] nearest(float[] vector, int count) {
        TopK nearest = new TopK(Math.min(count, centres.length));
        float[] cosines = new float[VectorBlock.WIDTH];
        for (int tile = 0; tile < tiles.length; tile++) {
            tiles[tile].multiply(vector, cosines);
            for (int i = 0; i < tiles[tile].size(); i++) {
                if (cosines[i] >= nearest.bar()) {
                    nearest.offer(tile * VectorBlock.WIDTH + i, cosines[i]);
                }
            }
        }
        return nearest.drain().ordinals();
    }

    /** Each centre goes to the middle of its vectors. One that has none becomes zeros, which are near to nothing. */
    private KMeansPartition moved(float[][] sample) {
        float[][] sums = new float[centres.length][centres[0].length];
        for (float[] vector : sample) {
            Vectors.add(sums[nearest(vector, 1)[0]], vector);
        }
        return new KMeansPartition(Arrays.stream(sums).map(Vectors::normalised).toArray(float[][]::new));
    }

    /** At most so many of them, evenly spread. */
    private static float[][] spread(float[][] vectors, int most) {
        int count = Math.min(most, vectors.length);
        return IntStream.range(0, count)
                .mapToObj(i -> vectors[(int) ((long) i * vectors.length / count)])
                .toArray(float[][]::new);
    }
}
