package dev.replyloop.cases.grouping;

import java.util.Arrays;

/** Turns "of each its group" around. */
final class Members {

    private Members() {}

    /**
     * @param groupOf of each element its group, from 0; below 0 where it is in none
     * @return of each group its elements, ascending
     */
    static int[][] of(int[] groupOf, int groups) {
        int[] sizes = new int[groups];
        Arrays.stream(groupOf).filter(group -> group >= 0).forEach(group -> sizes[group]++);
        int[][] members = new int[groups][];
        Arrays.setAll(members, group -> new int[sizes[group]]);
        int[] next = new int[groups];
        for (int element = 0; element < groupOf.length; element++) {
            int group = groupOf[element];
            if (group >= 0) {
                members[group][next[group]++] = element;
            }
        }
        return members;
    }
}
