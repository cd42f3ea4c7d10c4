package dev.replyloop.feedback;

/**
 * How many rows a second are written while there is more to write than a batch takes. What is slow because little came
 * doesn't count. Its owner guards it.
 */
final class ThroughputEstimate {

    /** What is left of older batches when another joins them: the last ten or so decide. */
    private static final double KEPT = 0.9;

    /** What a full batch is taken to last before one was written. */
    private static final double FIRST_GUESS_NANOS = 100_000_000;

    private double rows;
    private double nanos = FIRST_GUESS_NANOS;
    private long lastEnd;
    private boolean wasFull;

    /** @param rowsAtOnce how many rows are written at a time, at most */
    ThroughputEstimate(int rowsAtOnce) {
        rows = rowsAtOnce;
    }

    /**
     * A batch was written.
     *
     * @param now when, of {@link System#nanoTime}
     * @param moreThanABatch whether so much waits that writers can't be short of work until the next one is written
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

    /** How many rows will be written in a time, if all goes on as it did. */
    double rowsIn(long time) {
        return rows / nanos * time;
    }
}
