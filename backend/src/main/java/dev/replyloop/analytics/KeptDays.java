package dev.replyloop.analytics;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * What was read of single days, kept in memory for as long as it may be asked for again. A day is given out only to who
 * names the version that the database has for it in the snapshot that is being read: nothing old can be shown.
 *
 * @param <T> what is kept of a day
 */
final class KeptDays<T> {

    private record Kept<T>(String version, T day) {}

    /** In the order of their last use. Guarded by this. */
    private final LinkedHashMap<LocalDate, Kept<T>> kept = new LinkedHashMap<>(16, 0.75f, true);

    private final ToIntFunction<T> size;
    private final int limit;
    private long total;

    /**
     * @param size how many entries a day holds
     * @param limit how many entries are kept in all; the days that were asked for least recently go first
     */
    KeptDays(ToIntFunction<T> size, int limit) {
        this.size = size;
        this.limit = limit;
    }

    /** The days that are still at these versions. */
    synchronized Map<LocalDate, T> at(Map<LocalDate, String> versions) {
        Map<LocalDate, T> found = new HashMap<>();
        versions.forEach((day, version) -> {
            Kept<T> known = kept.get(day);
            if (known != null && known.version.equals(version)) {
                found.put(day, known.day);
            }
        });
        return found;
    }

    synchronized void keep(LocalDate day, String version, T read) {
        Kept<T> before = kept.put(day, new Kept<>(version, read));
        total += size.applyAsInt(read) - (before == null ? 0 : size.applyAsInt(before.day));
        for (Iterator<Kept<T>> oldest = kept.values().iterator(); total > limit && oldest.hasNext(); ) {
            total -= size.applyAsInt(oldest.next().day);
            oldest.remove();
        }
    }
}
