package dev.replyloop.embedding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Arithmetic on vectors, and how they are stored. */
public final class Vectors {

    private Vectors() {}

    /** Of vectors of length 1 their cosine. */
    public static float dot(float[] a, float[] b) {
        // Four sums, because the additions of one would wait for each other.
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int whole = a.length & ~3;
        for (int i = 0; i < whole; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (int i = whole; i < a.length; i++) {
            s0 += a[i] * b[i];
        }
        return s0 + s1 + s2 + s3;
    }

    /** Adds {@code vector} to {@code sum}. */
    public static void add(float[] sum, float[] vector) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += vector[i];
        }
    }

    /** A new vector of the same direction and of length 1; that of zeros stays as it is. */
    public static float[] normalised(float[] vector) {
        float length = (float) Math.sqrt(dot(vector, vector));
        float[] result = vector.clone();
        if (length > 0) {
            for (int i = 0; i < result.length; i++) {
                result[i] /= length;
            }
        }
        return result;
    }

    /** The mean of at least one vector. */
    public static float[] mean(float[]... vectors) {
        double[] sums = new double[vectors[0].length];
        for (float[] vector : vectors) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += vector[i];
            }
        }
        float[] mean = new float[sums.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sums[i] / vectors.length);
        }
        return mean;
    }

    /**
     * The vector as seen from {@code mean}, of length 1 again. What all texts of a corpus have in common (that they are
     * short, English, polite) would else make all of them look alike.
     */
    public static float[] centred(float[] vector, float[] mean) {
        float[] difference = vector.clone();
        for (int i = 0; i < difference.length; i++) {
            difference[i] -= mean[i];
        }
        return normalised(difference);
    }

    /** @return 32-bit floats, lowest byte first: what the database holds */
    public static byte[] toBytes(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * vector.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return bytes.array();
    }

    /** @param bytes as {@link #toBytes} gives them */
    public static float[] fromBytes(byte[] bytes) {
        float[] vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        return vector;
    }
}
