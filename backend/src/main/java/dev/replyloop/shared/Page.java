package dev.replyloop.shared;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * What one page shows of all that was found.
 *
 * @param items in their order
 * @param more whether there is a next page
 */
public record Page<T>(List<T> items, boolean more) {

    /** Items on a page where the caller doesn't say. */
    public static final int DEFAULT_LIMIT = 50;
    /** The most items on a page. */
    public static final int MAX_LIMIT = 200;
    /** About the most bytes of text on a page: it ends before the item that would go beyond, but shows one at least. */
    static final long MAX_BYTES = 2 << 20;

    /**
     * Reads a page of what was found, in the current session.
     *
     * @param found the ids of one more than {@code limit}, or of as many as there are
     * @param limit how many items the page shows at most
     * @param sizes a native query from {@code ids} to pairs of an id and its bytes
     * @param load gives the items of these ids, in the order of the list
     */
    public static <T> Uni<Page<T>> of(
            List<UUID> found, int limit, String sizes, Function<List<UUID>, Uni<List<T>>> load) {
        if (found.isEmpty()) {
            return Uni.createFrom().item(new Page<>(List.of(), false));
        }
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(sizes, Object[].class)
                        .setParameter("ids", found.toArray(UUID[]::new))
                        .getResultList())
                .flatMap(rows -> {
                    Map<UUID, Integer> bytes = new HashMap<>();
                    rows.forEach(row -> bytes.put((UUID) row[0], (Integer) row[1]));
                    List<UUID> shown = found.subList(0, fitting(found, limit, bytes));
                    return load.apply(shown).map(items -> new Page<>(items, shown.size() < found.size()));
                });
    }

    private static int fitting(List<UUID> found, int limit, Map<UUID, Integer> bytes) {
        long sum = 0;
        int count = 0;
        while (count < Math.min(found.size(), limit)) {
            sum += bytes.getOrDefault(found.get(count), 0);
            if (count > 0 && sum > MAX_BYTES) {
                break;
            }
            count++;
        }
        return count;
    }

    /** Shows each item in another form. */
    public <V> List<V> show(Function<T, V> view) {
        return items.stream().map(view).toList();
    }

    /**
     * @param cursor makes the cursor that continues after an item
     * @return the cursor of the next page; null where this is the last
     */
    public String nextCursor(Function<T, String> cursor) {
        return more && !items.isEmpty() ? cursor.apply(items.get(items.size() - 1)) : null;
    }
}
