package dev.replyloop.embedding;

/**
 * The nearest of a query, nearest first; as many as were asked for, or as there are.
 *
 * @param ordinals which, by the order in which they were added; equally near ones in that order too
 * @param cosines how near, 1 at most
 */
public record Neighbours(int[] ordinals, float[] cosines) {

    public int size() {
        return ordinals.length;
    }
}
