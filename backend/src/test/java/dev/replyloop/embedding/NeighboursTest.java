package dev.replyloop.embedding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class NeighboursTest {

    @Property(tries = 60)
    void theHeapHoldsTheNearestInOrder(
            @ForAll @IntRange(max = 40) int size, @ForAll @IntRange(min = 1, max = 12) int k) {
        Random random = new Random(size * 31L + k);
        // Few different values, so that many are equally near.
        float[] cosines = new float[size];
        for (int i = 0; i < size; i++) {
            cosines[i] = random.nextInt(6) / 6f;
        }
        TopK heap = new TopK(k);
        IntStream.range(0, size).forEach(i -> heap.offer(i, cosines[i]));

        int[] expected = IntStream.range(0, size)
                .boxed()
                .sorted((a, b) -> cosines[a] != cosines[b] ? Float.compare(cosines[b], cosines[a]) : a - b)
                .limit(k)
                .mapToInt(i -> i)
                .toArray();
        assertArrayEquals(expected, heap.drain().ordinals());
    }

    @Example
    void theTableAgreesWithLookingAtEachWhateverTheThreads() throws InterruptedException {
        float[][] vectors = clusters(700, 30, 7);
        KnnGraph one = KnnGraph.of(vectors, 10, 1);
        KnnGraph three = KnnGraph.of(vectors, 10, 3);
        NeighbourIndex index = undivided(vectors);
        for (int i = 0; i < vectors.length; i++) {
            int self = i;
            Neighbours expected = index.nearest(vectors[i], 10, ordinal -> ordinal != self);
            for (int rank = 0; rank < 10; rank++) {
                assertEquals(one.neighbour(i, rank), three.neighbour(i, rank));
                assertEquals(expected.cosines()[rank], one.cosine(i, rank), 1e-5);
            }
        }
    }

    @Example
    void theTableOfFewHasAsManyAsThereAre() throws InterruptedException {
        assertEquals(2, KnnGraph.of(clusters(3, 8, 1), 10, 1).k());
        assertEquals(0, KnnGraph.of(clusters(1, 8, 1), 10, 1).k());
        assertEquals(0, KnnGraph.of(new float[0][], 10, 1).k());
    }

    @Example
    void theTableOfManyHasNearlyAllOfTheNearestWhateverTheThreads() throws InterruptedException {
        float[][] vectors = clusters(4_000, 64, 150);
        KnnGraph exact = KnnGraph.of(vectors, 10, 1);
        KnnGraph one = KnnGraph.of(vectors, 10, 1, 1_000);
        KnnGraph three = KnnGraph.of(vectors, 10, 3, 1_000);
        int found = 0;
        for (int i = 0; i < vectors.length; i++) {
            int row = i;
            int[] expected = IntStream.range(0, 10)
                    .map(rank -> exact.neighbour(row, rank))
                    .toArray();
            int[] actual =
                    IntStream.range(0, 10).map(rank -> one.neighbour(row, rank)).toArray();
            assertArrayEquals(
                    actual,
                    IntStream.range(0, 10)
                            .map(rank -> three.neighbour(row, rank))
                            .toArray());
            found += common(expected, actual);
        }
        assertTrue(found > 0.95 * 40_000 && found < 40_000, "found " + found + " of 40000");
    }

    @Example
    void theTableOfManyAlikeSaysWhereNeighboursAreMissing() throws InterruptedException {
        float[][] vectors = clusters(300, 16, 300);
        for (int i = 3; i < vectors.length; i++) {
            vectors[i] = vectors[0];
        }
        KnnGraph table = KnnGraph.of(vectors, 10, 2, 100);
        for (int i = 0; i < vectors.length; i++) {
            for (int rank = 0; rank < 10; rank++) {
                assertEquals(
                        table.neighbour(i, rank) == i ? 0 : Vectors.dot(vectors[i], vectors[table.neighbour(i, rank)]),
                        table.cosine(i, rank),
                        1e-5);
            }
        }
    }

    @Example
    void dividedIntoCellsTheIndexFindsNearlyAllOfTheNearest() {
        float[][] vectors = clusters(4_000, 64, 150);
        NeighbourIndex exact = undivided(vectors);
        NeighbourIndex divided = divided(vectors);
        int found = 0;
        for (int i = 0; i < 300; i++) {
            float[] query = vectors[i * 13];
            Neighbours expected = exact.nearest(query, 10, ordinal -> ordinal % 3 != 0);
            Neighbours actual = divided.nearest(query, 10, ordinal -> ordinal % 3 != 0);
            assertTrue(IntStream.of(actual.ordinals()).allMatch(ordinal -> ordinal % 3 != 0), "only what is admitted");
            found += common(expected.ordinals(), actual.ordinals());
        }
        assertTrue(found > 0.9 * 3_000 && found < 3_000, "found " + found + " of 3000");
    }

    @Example
    void theIndexLooksFartherAroundWhereFewAreAdmitted() {
        float[][] vectors = clusters(4_000, 64, 150);
        Neighbours found = divided(vectors).nearest(vectors[0], 10, ordinal -> ordinal % 200 == 7);
        assertEquals(10, found.size());
        assertTrue(IntStream.of(found.ordinals()).allMatch(ordinal -> ordinal % 200 == 7));
    }

    @Example
    void anEmptyIndexFindsNothing() {
        assertEquals(
                0,
                NeighbourIndex.forAbout(100)
                        .nearest(new float[] {1, 0}, 5, any -> true)
                        .size());
    }

    @Example
    void theIndexIsTheSameEachTime() {
        float[][] vectors = clusters(500, 16, 5);
        NeighbourIndex first = divided(vectors);
        NeighbourIndex second = divided(vectors);
        for (float[] query : vectors) {
            assertArrayEquals(
                    first.nearest(query, 20, any -> true).ordinals(),
                    second.nearest(query, 20, any -> true).ordinals());
        }
    }

    @Example
    void manyMaySearchTheIndexAtATime() {
        float[][] vectors = clusters(2_000, 16, 20);
        NeighbourIndex index = divided(vectors);
        int[][] alone = new int[vectors.length][];
        for (int i = 0; i < vectors.length; i++) {
            alone[i] = index.nearest(vectors[i], 10, any -> true).ordinals();
        }
        IntStream.range(0, vectors.length)
                .parallel()
                .forEach(i -> assertArrayEquals(
                        alone[i], index.nearest(vectors[i], 10, any -> true).ordinals()));
    }

    private static NeighbourIndex undivided(float[][] vectors) {
        return filled(new IvfIndex(Integer.MAX_VALUE), vectors);
    }

    private static NeighbourIndex divided(float[][] vectors) {
        return filled(new IvfIndex(vectors.length / 6), vectors);
    }

    private static NeighbourIndex filled(NeighbourIndex index, float[][] vectors) {
        for (float[] vector : vectors) {
            index.add(vector);
        }
        assertEquals(vectors.length, index.size());
        return index;
    }

    private static int common(int[] some, int[] others) {
        return (int) IntStream.of(some)
                .filter(one -> IntStream.of(others).anyMatch(other -> other == one))
                .count();
    }

    private static float[][] clusters(int size, int dimensions, int count) {
        Random random = new Random(size);
        float[][] centres = new float[count][dimensions];
        float[][] vectors = new float[size][dimensions];
        for (float[] centre : centres) {
            for (int d = 0; d < dimensions; d++) {
                centre[d] = (float) random.nextGaussian();
            }
        }
        for (int i = 0; i < size; i++) {
            for (int d = 0; d < dimensions; d++) {
                vectors[i][d] = centres[i % count][d] + 0.7f * (float) random.nextGaussian();
            }
            vectors[i] = Vectors.normalised(vectors[i]);
        }
        return vectors;
    }
}
