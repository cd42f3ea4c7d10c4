package dev.replyloop.feedback;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What waits for the intake's next batch: single feedback, whose agents look at the screen, and items of posted batches,
 * whose senders have time. Neither can keep the other out, and all of it is bounded. Its owner guards it.
 */
final class IntakeQueue {

    /** One part of so many is kept: of each batch for items as long as some wait, of the room for single feedback. */
    private static final int KEPT_PART = 4;

    private final ArrayDeque<PendingFeedback> single = new ArrayDeque<>();
    private final ArrayDeque<PendingFeedback> items = new ArrayDeque<>();
    private final int batchRows;
    private final long batchBytes;
    private final int mostRows;
    private final long mostBytes;
    /** A batch for every writer may wait however long the last one took: pauses of the disk are no overload. */
    private final int fewSingle;

    private final long mostNanos;
    private final ThroughputEstimate estimate;

    private long bytes;

    IntakeQueue(IntakeConfig config) {
        batchRows = config.batchRows();
        batchBytes = config.batchBytes().asLongValue();
        mostRows = config.queueRows();
        mostBytes = config.queueBytes().asLongValue();
        fewSingle = config.writers() * batchRows;
        mostNanos = config.queueWait().toNanos();
        estimate = new ThroughputEstimate(fewSingle);
    }

    int rows() {
        return single.size() + items.size();
    }

    boolean isEmpty() {
        return rows() == 0;
    }

    /** A batch was written that came from here. */
    void wrote(int batch) {
        estimate.wrote(batch, System.nanoTime(), rows() >= batchRows);
    }

    /** A batch that came from here could not be written. */
    void failed() {
        estimate.failed();
    }

    /** Whether single feedback is turned away: for want of room, or because it would wait for too long. */
    boolean isClosed() {
        return rows() >= mostRows
                || bytes >= mostBytes
                || single.size() >= Math.max(fewSingle, estimate.rowsIn(mostNanos));
    }

    /** @return whether there was room for it */
    boolean addSingle(PendingFeedback verdict) {
        return !isClosed() && add(single, verdict, mostBytes);
    }

    /** @return whether there was room for it */
    boolean addItem(PendingFeedback verdict) {
        return rows() < mostRows - mostRows / KEPT_PART && add(items, verdict, mostBytes - mostBytes / KEPT_PART);
    }

    private boolean add(ArrayDeque<PendingFeedback> queue, PendingFeedback verdict, long most) {
        // What is larger than all the room there is gets in where it is alone.
        if (bytes + verdict.weight() > most && !isEmpty()) {
            return false;
        }
        bytes += verdict.weight();
        queue.add(verdict);
        return true;
    }

    /**
     * Takes out what the next batch holds.
     *
     * @param heldUp messages whose verdicts have to wait for longer
     * @return nothing where all that waits is held up
     */
    List<PendingFeedback> takeBatch(Set<UUID> heldUp) {
        Taking taking = new Taking(heldUp, new ArrayList<>(Math.min(rows(), batchRows)));
        taking.from(items, Math.max(1, batchRows / KEPT_PART), batchBytes / KEPT_PART);
        taking.from(single, batchRows, batchBytes);
        taking.from(items, batchRows, batchBytes);
        bytes -= taking.weight;
        return taking.members;
    }

    /** Takes everything out. */
    List<PendingFeedback> takeAll() {
        List<PendingFeedback> all = new ArrayList<>(single);
        all.addAll(items);
        single.clear();
        items.clear();
        bytes = 0;
        return all;
    }

    private static final class Taking {

        private final Set<UUID> heldUp;
        private final List<PendingFeedback> members;
        private long weight;

        Taking(Set<UUID> heldUp, List<PendingFeedback> members) {
            this.heldUp = heldUp;
            this.members = members;
        }

        /** Takes until the batch has so many rows or bytes; the first may be larger than all of it. */
        void from(ArrayDeque<PendingFeedback> queue, int rows, long most) {
            Iterator<PendingFeedback> waiting = queue.iterator();
            while (waiting.hasNext() && members.size() < rows) {
                PendingFeedback next = waiting.next();
                if (heldUp.contains(next.messageId())) {
                    continue;
                }
                if (!members.isEmpty() && weight + next.weight() > most) {
                    return;
                }
                waiting.remove();
                weight += next.weight();
                members.add(next);
            }
        }
    }
}
