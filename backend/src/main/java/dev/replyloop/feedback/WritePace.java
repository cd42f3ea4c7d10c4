package dev.replyloop.feedback;

/**
 * How many rows a second are written while there is more to write than a batch takes. What is slow because little came
 * doesn't count. Its owner guards it.
 */
final class WritePace {

    /** What is left of older batches when another joins them: the last ten or so decide. */
    private static final double KEPT = 0.9;

    private double rows;
    private double nanos;
    private long lastEnd;
    private boolean wasFull;

    /**
     * A batch was written.
     *
     * @param now when, of {@link System#nanoTime}
     * @param moreThanABatch whether so much waits that lanes can't be short of work until the next one is written
     */
    void wrote(int batchRows, long now, boolean moreThanABatch) {
        if (wasFull) {
            rows = rows * KEPT + batchRows;
            nanos = nanos * KEPT + (now - lastEnd);
        }
        lastEnd = now;
        wasFull = moreThanABatch;
    }

    /** A batch was not written: until the next one is, nothing is known. */
    void failed() {
        wasFull = false;
    }

    /** How many rows will be written in a time, if all goes on as it did; without end while nothing is known. */
    double rowsIn(long time) {
        return nanos == 0 ? Double.POSITIVE_INFINITY : rows / nanos * time;
    }
}
