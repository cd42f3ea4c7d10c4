package dev.replyloop.bench.neighbours;

import dev.replyloop.embedding.SimilarMessages;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * How many of the four nearest vectors {@link SimilarMessages} finds, and how long it takes. Every query is one of the vectors,
 * a little moved. Prints recall, median and 95th percentile in milliseconds.
 */
public final class NeighbourRecall {

    private static final int QUERIES = 200;
    private static final int WARM_UP = 50;
    private static final int NEAREST = 4;
    private static final int ASKED = 60;
    private static final float MOVED = 0.06f;
    /** A mapped file is at most 2 GiB. */
    private static final int PART = 1 << 18;

    private NeighbourRecall() {}

    /** @param arguments the file with the vectors, little-endian floats; how many dimensions each has */
    public static void main(String[] arguments) throws IOException {
        int dimensions = Integer.parseInt(arguments[1]);
        FloatBuffer[] parts = read(Path.of(arguments[0]), dimensions);
        int count = 0;
        SimilarMessages messages = new SimilarMessages();
        for (FloatBuffer part : parts) {
            for (int i = 0; i < part.capacity() / dimensions; i++, count++) {
                messages.put(new UUID(0, count), vector(part, i, dimensions), 0);
            }
        }
        Random random = new Random(1);
        int found = 0;
        double[] milliseconds = new double[QUERIES];
        for (int query = -WARM_UP; query < QUERIES; query++) {
            int of = random.nextInt(count);
            float[] asked = moved(vector(parts[of / PART], of % PART, dimensions), random);
            long begun = System.nanoTime();
            var similar = messages.nearest(asked, ASKED, Long.MAX_VALUE);
            if (query >= 0) {
                milliseconds[query] = (System.nanoTime() - begun) / 1e6;
                int[] exact = nearest(parts, asked);
                for (int ordinal : exact) {
                    found += similar.stream().anyMatch(one -> one.messageId().equals(new UUID(0, ordinal))) ? 1 : 0;
                }
            }
        }
        Arrays.sort(milliseconds);
        System.out.printf(
                Locale.ROOT,
                "%.4f %.2f %.2f%n",
                (double) found / (QUERIES * NEAREST),
                milliseconds[QUERIES / 2],
                milliseconds[QUERIES * 95 / 100]);
    }

    private static FloatBuffer[] read(Path file, int dimensions) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            long bytes = (long) dimensions * Float.BYTES;
            long count = channel.size() / bytes;
            FloatBuffer[] parts = new FloatBuffer[(int) ((count + PART - 1) / PART)];
            for (int i = 0; i < parts.length; i++) {
                long from = (long) i * PART;
                parts[i] = channel.map(MapMode.READ_ONLY, from * bytes, Math.min(PART, count - from) * bytes)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer();
            }
            return parts;
        }
    }

    private static float[] vector(FloatBuffer part, int index, int dimensions) {
        float[] vector = new float[dimensions];
        part.get(index * dimensions, vector);
        return vector;
    }

    private static float[] moved(float[] vector, Random random) {
        double length = 0;
        for (int i = 0; i < vector.length; i++) {
            vector[i] += (random.nextFloat() - 0.5f) * MOVED;
            length += vector[i] * vector[i];
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= (float) Math.sqrt(length);
        }
        return vector;
    }

    private static int[] nearest(FloatBuffer[] parts, float[] query) {
        return IntStream.range(0, parts.length)
                .boxed()
                .flatMap(part -> {
                    int size = parts[part].capacity() / query.length;
                    double[] cosines = new double[size];
                    for (int i = 0; i < size; i++) {
                        float[] vector = vector(parts[part], i, query.length);
                        for (int d = 0; d < vector.length; d++) {
                            cosines[i] += query[d] * vector[d];
                        }
                    }
                    return IntStream.range(0, size)
                            .boxed()
                            .sorted(Comparator.comparingDouble((Integer i) -> -cosines[i]))
                            .limit(NEAREST)
                            .map(i -> new double[] {part * (double) PART + i, cosines[i]});
                })
                .sorted(Comparator.comparingDouble(one -> -one[1]))
                .limit(NEAREST)
                .mapToInt(one -> (int) one[0])
                .toArray();
    }
}
