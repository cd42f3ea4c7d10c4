package dev.replyloop.shared;

import java.util.List;
import java.util.function.Function;

/** Cuts what one query gave into a page and what leads to the next. */
public final class Page {

    /** Items on a page where the caller doesn't say. */
    public static final int DEFAULT_LIMIT = 50;
    /** The most items on a page. */
    public static final int MAX_LIMIT = 200;

    private Page() {}

    /**
     * @param found what a query for one more than {@code limit} gave
     * @param limit how many items the page shows
     * @return the items of the page
     */
    public static <T> List<T> items(List<T> found, int limit) {
        return found.size() > limit ? found.subList(0, limit) : found;
    }

    /**
     * @param found what a query for one more than {@code limit} gave
     * @param limit how many items the page shows
     * @param cursor makes the cursor that continues after an item
     * @return the cursor of the next page; null where this is the last
     */
    public static <T> String nextCursor(List<T> found, int limit, Function<T, String> cursor) {
        return found.size() > limit ? cursor.apply(found.get(limit - 1)) : null;
    }
}
