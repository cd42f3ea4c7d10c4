package dev.replyloop.embedding;

/** The k nearest of a stream of candidates: a heap of primitives with the farthest on top. */
final class TopK {

    private final int[] ordinals;
    private final float[] cosines;
    private int size;

    TopK(int k) {
        ordinals = new int[k];
        cosines = new float[k];
    }

    boolean isFull() {
        return size == ordinals.length;
    }

    /** What a candidate must exceed to be taken. */
    float bar() {
        return size < ordinals.length ? Float.NEGATIVE_INFINITY : cosines[0];
    }

    /** Of equally near candidates the lower ordinals stay, in whatever order they come. */
    void offer(int ordinal, float cosine) {
        if (size < ordinals.length) {
            rise(size++, ordinal, cosine);
        } else if (size > 0 && isFarther(ordinals[0], cosines[0], ordinal, cosine)) {
            sink(ordinal, cosine);
        }
    }

    /** Nearest first; empties the heap. */
    Neighbours drain() {
        int[] drainedOrdinals = new int[size];
        float[] drainedCosines = new float[size];
        while (size > 0) {
            size--;
            drainedOrdinals[size] = ordinals[0];
            drainedCosines[size] = cosines[0];
            sink(ordinals[size], cosines[size]);
        }
        return new Neighbours(drainedOrdinals, drainedCosines);
    }

    private void rise(int hole, int ordinal, float cosine) {
        int at = hole;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (!isFarther(ordinal, cosine, ordinals[parent], cosines[parent])) {
                break;
            }
            ordinals[at] = ordinals[parent];
            cosines[at] = cosines[parent];
            at = parent;
        }
        ordinals[at] = ordinal;
        cosines[at] = cosine;
    }

    private void sink(int ordinal, float cosine) {
        int at = 0;
        while (true) {
            int child = 2 * at + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size
                    && isFarther(ordinals[child + 1], cosines[child + 1], ordinals[child], cosines[child])) {
                child++;
            }
            if (!isFarther(ordinals[child], cosines[child], ordinal, cosine)) {
                break;
            }
            ordinals[at] = ordinals[child];
            cosines[at] = cosines[child];
            at = child;
        }
        ordinals[at] = ordinal;
        cosines[at] = cosine;
    }

    private static boolean isFarther(int ordinal, float cosine, int otherOrdinal, float otherCosine) {
        return cosine != otherCosine ? cosine < otherCosine : ordinal > otherOrdinal;
    }
}
