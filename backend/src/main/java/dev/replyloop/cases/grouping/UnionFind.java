package dev.replyloop.cases.grouping;

import java.util.Arrays;

/** Disjoint sets of numbers that are joined two at a time (R. E. Tarjan, 1975). */
final class UnionFind {

    private final int[] parent;

    /** Each number below {@code size} alone. */
    UnionFind(int size) {
        parent = new int[size];
        Arrays.setAll(parent, number -> number);
    }

    /** The smallest number of the set that {@code number} is in. */
    int find(int number) {
        int root = number;
        while (parent[root] != root) {
            root = parent[root];
        }
        for (int at = number; parent[at] != root; ) {
            int next = parent[at];
            parent[at] = root;
            at = next;
        }
        return root;
    }

    void join(int one, int another) {
        int first = find(one);
        int second = find(another);
        parent[Math.max(first, second)] = Math.min(first, second);
    }
}
