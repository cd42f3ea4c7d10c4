package dev.replyloop.feedback;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Messages that another transaction held a short while ago, and may hold still: a batch asks for these first, and so waits
 * for none of them again. Safe to call from any thread.
 */
final class HeldMessages {

    private static final long REMEMBERED_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int MOST = 1_000;

    /** When each was last found held; the least recent goes first. Guarded by this. */
    private final Map<UUID, Long> lastHeld = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Long> eldest) {
            return size() > MOST;
        }
    };

    private volatile boolean isEmpty = true;

    /** These were found held. */
    synchronized void add(Collection<UUID> messageIds) {
        long now = System.nanoTime();
        for (UUID id : messageIds) {
            lastHeld.remove(id);
            lastHeld.put(id, now);
        }
        isEmpty = lastHeld.isEmpty();
    }

    /** Whether any of these is on a message that was held a short while ago. */
    boolean mayHold(Collection<PreparedFeedback> verdicts) {
        return !isEmpty && isAnyOf(verdicts);
    }

    private synchronized boolean isAnyOf(Collection<PreparedFeedback> verdicts) {
        long now = System.nanoTime();
        lastHeld.values().removeIf(since -> now - since > REMEMBERED_NANOS);
        isEmpty = lastHeld.isEmpty();
        return verdicts.stream()
                .anyMatch(verdict -> lastHeld.containsKey(verdict.identity().messageId()));
    }
}
