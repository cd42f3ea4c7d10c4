package dev.replyloop.analytics;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * What was read, kept in memory for as long as it may be asked for again. It is given out only to who names the version that
 * the database has for it in the snapshot that is being read: nothing old can be shown.
 *
 * @param <K> what is asked for
 * @param <V> its version
 * @param <T> what is kept of it
 */
final class VersionedCache<K, V, T> {

    private record Kept<V, T>(V version, T read) {}

    /** In the order of their last use. Guarded by this. */
    private final LinkedHashMap<K, Kept<V, T>> kept = new LinkedHashMap<>(16, 0.75f, true);

    private final ToIntFunction<T> size;
    private final int limit;
    private long total;

    /**
     * @param size how many entries one holds
     * @param limit how many entries are kept in all; what was asked for least recently goes first
     */
    VersionedCache(ToIntFunction<T> size, int limit) {
        this.size = size;
        this.limit = limit;
    }

    /** Those that are still at these versions. */
    synchronized Map<K, T> at(Map<K, V> versions) {
        Map<K, T> found = new HashMap<>();
        versions.forEach((asked, version) -> {
            Kept<V, T> known = kept.get(asked);
            if (known != null && known.version.equals(version)) {
                found.put(asked, known.read);
            }
        });
        return found;
    }

    synchronized void keep(K asked, V version, T read) {
        Kept<V, T> before = kept.put(asked, new Kept<>(version, read));
        total += size.applyAsInt(read) - (before == null ? 0 : size.applyAsInt(before.read));
        for (Iterator<Kept<V, T>> oldest = kept.values().iterator(); total > limit && oldest.hasNext(); ) {
            total -= size.applyAsInt(oldest.next().read);
            oldest.remove();
        }
    }
}
