package dev.replyloop.shared.http;

import dev.replyloop.shared.problem.ProblemException;
import dev.replyloop.shared.problem.ProblemType;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Bounds the bytes of all bodies that are being read, by what has arrived of them: a body that is announced and not sent
 * takes no room. Where there is none, bodies that have been on their way for long make room for those that come; the others
 * that come are turned away. Large bodies leave room for small ones.
 */
final class RequestBodyBudget {

    /** Up to here a body is small, and may use the share of the room that large ones may not. Most feedback is smaller. */
    static final int SMALL_BYTES = 64 << 10;

    private static final int SHARE_FOR_SMALL = 8;

    private final long bytes;
    private final long patienceNanos;

    // Guarded by this: held for a few instructions only.
    private final Set<Reading> readings = new LinkedHashSet<>();
    private long held;
    private long heldByBatches;

    /**
     * @param bytes the most that may be held; batches get half of it at most
     * @param patienceNanos how long a body may take when others need the room
     */
    RequestBodyBudget(long bytes, long patienceNanos) {
        this.bytes = bytes;
        this.patienceNanos = patienceNanos;
    }

    /** One body on its way. */
    static final class Reading {

        private final boolean batch;
        private final Consumer<ProblemException> refuse;
        private final long started = System.nanoTime();
        private long held;
        private boolean over;

        /**
         * @param batch whether it shares the half that is for batches
         * @param refuse ends it; called from any thread
         */
        Reading(boolean batch, Consumer<ProblemException> refuse) {
            this.batch = batch;
            this.refuse = refuse;
        }
    }

    /**
     * Begins a reading. A body that would not fit if it came now is turned away at once; no room is held for one that would.
     *
     * @param announced the bytes of the body; 0 where that is not known
     * @return whether it may come
     */
    boolean begin(Reading reading, long announced) {
        return claim(reading, announced, 0);
    }

    /**
     * Asks for room for what has arrived.
     *
     * @param more the bytes that have arrived since the last call
     * @return whether there is; if not, the reading is over and holds nothing any more
     */
    boolean hold(Reading reading, long more) {
        return claim(reading, more, more);
    }

    /** Gives back what a reading holds: it has ended in whatever way. Does no harm twice. */
    synchronized void leave(Reading reading) {
        reading.over = true;
        if (readings.remove(reading)) {
            add(reading, -reading.held);
        }
    }

    /**
     * Ends the readings that have taken longer than any may.
     *
     * @param deadlineNanos how long a reading may take
     * @param refusal what their clients are told
     */
    void expire(long deadlineNanos, ProblemException refusal) {
        List<Reading> expired;
        synchronized (this) {
            expired = olderThan(deadlineNanos);
            expired.forEach(this::leave);
        }
        expired.forEach(slow -> slow.refuse.accept(refusal));
    }

    private boolean claim(Reading reading, long needed, long arrived) {
        List<Reading> ended = List.of();
        boolean fits;
        synchronized (this) {
            fits = fits(reading, needed, 0, 0);
            if (!fits && !reading.over) {
                ended = makeRoom(reading, needed);
                fits = fits(reading, needed, 0, 0);
            }
            if (fits) {
                readings.add(reading);
                add(reading, arrived);
            } else {
                leave(reading);
            }
        }
        ended.forEach(slow -> slow.refuse.accept(tookTooLong()));
        return fits;
    }

    /** Whether it fits once so much is free, and so much of the batches' half. */
    private boolean fits(Reading reading, long needed, long free, long freeOfBatches) {
        long room = reading.held + needed <= SMALL_BYTES ? bytes : bytes - bytes / SHARE_FOR_SMALL;
        return !reading.over
                && held - free + needed <= room
                && !(reading.batch && heldByBatches - freeOfBatches + needed > bytes / 2);
    }

    /** The oldest first; none is ended in vain. */
    private List<Reading> makeRoom(Reading reading, long needed) {
        List<Reading> ended = new ArrayList<>();
        long free = 0;
        long freeOfBatches = 0;
        for (Iterator<Reading> next = olderThan(patienceNanos).iterator();
                next.hasNext() && !fits(reading, needed, free, freeOfBatches); ) {
            Reading other = next.next();
            if (other != reading && other.held > 0) {
                ended.add(other);
                free += other.held;
                freeOfBatches += other.batch ? other.held : 0;
            }
        }
        if (!fits(reading, needed, free, freeOfBatches)) {
            return List.of();
        }
        ended.forEach(this::leave);
        return ended;
    }

    /** They stand in the order in which they began. */
    private List<Reading> olderThan(long nanos) {
        long now = System.nanoTime();
        return readings.stream()
                .takeWhile(reading -> now - reading.started >= nanos)
                .toList();
    }

    private void add(Reading reading, long more) {
        reading.held += more;
        held += more;
        heldByBatches += reading.batch ? more : 0;
    }

    private static ProblemException tookTooLong() {
        return ProblemException.of(
                ProblemType.OVERLOADED, "It took too long while others were waiting; please send it again.");
    }
}
