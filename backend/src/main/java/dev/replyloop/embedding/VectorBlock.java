package dev.replyloop.embedding;

import java.util.Arrays;

/**
 * A few vectors laid out dimension by dimension, so that the compiler turns their products with another one into vector
 * instructions: some ten times faster than one pair at a time.
 */
final class VectorBlock {

    /** The most vectors that one holds. */
    static final int WIDTH = 256;

    /** The compiler's loops work in strides of this many: a tile is rounded up to it, with zeros. */
    private static final int STRIDE = 32;

    private final int size;
    private final int width;
    private final float[][] dimensions;

    /** @param vectors one at least, at most {@link #WIDTH}, all of one length */
    VectorBlock(float[]... vectors) {
        size = vectors.length;
        width = (size + STRIDE - 1) / STRIDE * STRIDE;
        dimensions = new float[vectors[0].length][width];
        for (int i = 0; i < size; i++) {
            float[] vector = vectors[i];
            for (int d = 0; d < vector.length; d++) {
                dimensions[d][i] = vector[d];
            }
        }
    }

    int size() {
        return size;
    }

    /** @param products takes in its first places the product of {@code vector} with each; {@link #WIDTH} long */
    void multiply(float[] vector, float[] products) {
        Arrays.fill(products, 0);
        int d = 0;
        for (; d + 3 < vector.length; d += 4) {
            addFour(vector, d, products);
        }
        for (; d < vector.length; d++) {
            float v = vector[d];
            float[] t = dimensions[d];
            for (int i = 0; i < width; i++) {
                products[i] += v * t[i];
            }
        }
    }

    /** Four dimensions at a time: the sums are read and written a quarter as often. */
    private void addFour(float[] vector, int d, float[] products) {
        float v0 = vector[d];
        float v1 = vector[d + 1];
        float v2 = vector[d + 2];
        float v3 = vector[d + 3];
        float[] t0 = dimensions[d];
        float[] t1 = dimensions[d + 1];
        float[] t2 = dimensions[d + 2];
        float[] t3 = dimensions[d + 3];
        for (int i = 0; i < width; i++) {
            products[i] += v0 * t0[i] + v1 * t1[i] + v2 * t2[i] + v3 * t3[i];
        }
    }
}
