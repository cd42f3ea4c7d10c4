package dev.replyloop.embedding;

import java.util.function.IntPredicate;

/** Finds the nearest of many vectors of length 1. Not safe to change while it is searched. */
public interface NeighbourIndex {

    /** Up to here every vector is looked at, which is exact; beyond, those in the cells around the query. */
    int EXACT_UP_TO = 10_000;

    /** How many vectors were added. */
    int size();

    /** Adds a vector of length 1; its ordinal is the size before. The vector must not be changed afterwards. */
    void add(float[] vector);

    /**
     * @param query a vector of length 1
     * @param count how many at most
     * @param admitted which ordinals may be found
     */
    Neighbours nearest(float[] query, int count, IntPredicate admitted);

    /** An empty index. @param expected about how many vectors it will hold */
    static NeighbourIndex forAbout(int expected) {
        return new IvfIndex(expected <= EXACT_UP_TO ? EXACT_UP_TO + 1 : expected / 2);
    }
}
