package dev.replyloop.shared.http;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Bounds the bytes of all bodies that are being read. While there is room, everybody may send as slowly as they like.
 * Once there is none, those who have been sending for too long make room for those who come; the others who come are
 * turned away. So a few slow senders can fill the room, but keep nobody out of it.
 */
final class ReadingRoom {

    private final long bytes;
    private final long patienceNanos;

    // Guarded by this: held for a few instructions only.
    private final Set<Reading> readings = new LinkedHashSet<>();
    private long held;
    private long heldByLarge;

    /**
     * @param bytes the most that may be held; large bodies get half of it at most, so that small ones always get in
     * @param patienceNanos how long a body may take when others need the room
     */
    ReadingRoom(long bytes, long patienceNanos) {
        this.bytes = bytes;
        this.patienceNanos = patienceNanos;
    }

    /** One body on its way. */
    static final class Reading {

        private final boolean large;
        private final Runnable giveUp;
        private final long started = System.nanoTime();
        private long held;
        private boolean over;

        /**
         * @param large whether it shares the half that is for large ones
         * @param giveUp ends it; called from the thread of whoever needs the room
         */
        Reading(boolean large, Runnable giveUp) {
            this.large = large;
            this.giveUp = giveUp;
        }
    }

    /**
     * Asks for room, at the beginning or for more of it.
     *
     * @return whether there is; if not, the reading is over and holds nothing any more
     */
    boolean enter(Reading reading, long more) {
        List<Reading> over = List.of();
        boolean fits;
        synchronized (this) {
            fits = fits(reading, more);
            if (!fits && !reading.over) {
                over = makeRoom(reading, more);
                fits = fits(reading, more);
            }
            if (fits) {
                readings.add(reading);
                hold(reading, more);
            } else {
                leave(reading);
            }
        }
        over.forEach(slow -> slow.giveUp.run());
        return fits;
    }

    /** Gives back what a reading holds: it has ended in whatever way. Does no harm twice. */
    synchronized void leave(Reading reading) {
        reading.over = true;
        if (readings.remove(reading)) {
            hold(reading, -reading.held);
        }
    }

    private boolean fits(Reading reading, long more) {
        return !reading.over && held + more <= bytes && !(reading.large && heldByLarge + more > bytes / 2);
    }

    /** The oldest first: they stand in the order they came. Nobody is sent away in vain. */
    private List<Reading> makeRoom(Reading reading, long more) {
        long now = System.nanoTime();
        List<Reading> slow = new ArrayList<>();
        for (Reading other : readings) {
            if (now - other.started < patienceNanos) {
                break;
            }
            if (other != reading) {
                slow.add(other);
            }
        }
        List<Reading> over = new ArrayList<>();
        for (Iterator<Reading> next = slow.iterator(); next.hasNext() && !fits(reading, more); ) {
            Reading other = next.next();
            leave(other);
            over.add(other);
        }
        return over;
    }

    private void hold(Reading reading, long more) {
        reading.held += more;
        held += more;
        heldByLarge += reading.large ? more : 0;
    }
}
