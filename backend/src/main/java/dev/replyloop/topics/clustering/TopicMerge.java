package dev.replyloop.topics.clustering;

import dev.replyloop.embedding.Vectors;
import java.util.Arrays;

/**
 * Joins groups that are one matter in two wordings. Two are joined if they are neighbours far more often than chance
 * would have it and their messages lie about as close across as within; or if across and within are all but the same,
 * for where there are few matters even the parts of one can't be neighbours many times more often than chance.
 */
final class TopicMerge {

    /** How many times more weight than chance must lie between two groups. */
    private static final double MIN_AFFINITY = 10;
    /** Of larger groups less will do: most edges of a message end before they could leave its surroundings. */
    private static final double SIZE_OF_SURROUNDINGS = 25;

    private static final double BEYOND_DOUBT = 0.1;

    /** A group of less than this share of the groups' mean size is a splinter: it takes less to join it to its nearest. */
    private static final double SIZE_OF_A_SPLINTER = 0.45;
    /** The share grows with each doubling of the mean size: of a large matter even the odd wordings are many. */
    private static final double GROWTH_OF_A_SPLINTER = 0.15;

    private static final double MAX_OF_A_SPLINTER = 0.7;
    private static final double SIZE_OF_SMALL_GROUPS = 45;

    private static final double RATIO_FOR_A_SPLINTER = 0.25;
    private static final double AFFINITY_OF_A_SPLINTER = 0.25;

    private final double leastRatio;

    /** @param leastRatio mean cosine across over that within, from which on two groups may be joined; over 1 for never */
    TopicMerge(double leastRatio) {
        this.leastRatio = leastRatio;
    }

    /**
     * @param vectors of length 1
     * @param groups of each vector its group, or -1
     * @param count how many groups there are
     * @param graph of the vectors
     * @param fixed which groups must stay: others may become part of them, not they of others
     * @return of each group the one that it became part of; two that are fixed never become one
     */
    int[] merge(float[][] vectors, int[] groups, int count, Graph graph, boolean[] fixed) {
        State state = new State(vectors, groups, count, graph);
        int[] joined = new int[count];
        Arrays.setAll(joined, group -> group);
        boolean[] gone = new boolean[count];
        int left = count;
        while (true) {
            double mostOfASplinter = mostOfASplinter((double) state.grouped / left);
            double best = 0;
            int first = -1;
            int second = -1;
            for (int a = 0; a < count; a++) {
                if (gone[a] || state.sizes[a] < 2) {
                    continue;
                }
                for (int b = a + 1; b < count; b++) {
                    if (!gone[b] && !(fixed[a] && fixed[b]) && state.between[a][b] > 0 && state.sizes[b] > 1) {
                        double affinity = state.affinity(a, b);
                        double ratio = state.ratio(a, b);
                        double leastAffinity = state.leastAffinity(a, b);
                        boolean same = ratio >= leastRatio + BEYOND_DOUBT
                                || ratio >= leastRatio && affinity >= leastAffinity
                                || Math.min(state.sizes[a], state.sizes[b]) < mostOfASplinter
                                        && ratio >= leastRatio - RATIO_FOR_A_SPLINTER
                                        && affinity >= AFFINITY_OF_A_SPLINTER * leastAffinity;
                        if (same && affinity * ratio > best) {
                            best = affinity * ratio;
                            first = fixed[b] ? b : a;
                            second = fixed[b] ? a : b;
                        }
                    }
                }
            }
            if (first < 0) {
                return joined;
            }
            state.join(first, second);
            gone[second] = true;
            left--;
            for (int group = 0; group < count; group++) {
                if (joined[group] == second) {
                    joined[group] = first;
                }
            }
        }
    }

    /** A group smaller than this is a splinter. */
    private static double mostOfASplinter(double meanSize) {
        double doublings = Math.max(0, Math.log(meanSize / SIZE_OF_SMALL_GROUPS) / Math.log(2));
        return meanSize * Math.min(MAX_OF_A_SPLINTER, SIZE_OF_A_SPLINTER + GROWTH_OF_A_SPLINTER * doublings);
    }

    /** Everything the rule asks for, kept up as groups are joined. */
    private static final class State {

        private final int[] sizes;
        /** Sums of the cosines of all pairs across (and within, each vector with itself too). */
        private final double[][] cosines;
        /** Weight of the edges across. */
        private final double[][] between;
        /** Weight of all edges that a group has an end of. */
        private final double[] volumes;

        private double total;
        /** How many vectors are in any group. */
        private long grouped;

        State(float[][] vectors, int[] groups, int count, Graph graph) {
            sizes = new int[count];
            cosines = new double[count][count];
            between = new double[count][count];
            volumes = new double[count];
            float[][] sums = new float[count][vectors.length == 0 ? 0 : vectors[0].length];
            for (int i = 0; i < vectors.length; i++) {
                int group = groups[i];
                for (int edge = graph.offsets()[i]; edge < graph.offsets()[i + 1]; edge++) {
                    double weight = graph.weights()[edge];
                    total += weight;
                    if (group >= 0) {
                        volumes[group] += weight;
                        int other = groups[graph.targets()[edge]];
                        if (other >= 0) {
                            between[group][other] += weight;
                        }
                    }
                }
                if (group >= 0) {
                    grouped++;
                    sizes[group]++;
                    Vectors.add(sums[group], vectors[i]);
                }
            }
            for (int a = 0; a < count; a++) {
                for (int b = 0; b <= a; b++) {
                    cosines[a][b] = Vectors.dot(sums[a], sums[b]);
                    cosines[b][a] = cosines[a][b];
                }
            }
        }

        double affinity(int a, int b) {
            return between[a][b] * total / (volumes[a] * volumes[b]);
        }

        double leastAffinity(int a, int b) {
            return MIN_AFFINITY * Math.min(1, SIZE_OF_SURROUNDINGS / Math.min(sizes[a], sizes[b]));
        }

        double ratio(int a, int b) {
            double across = cosines[a][b] / ((double) sizes[a] * sizes[b]);
            double within = Math.sqrt(Math.max(0, width(a)) * Math.max(0, width(b)));
            return within == 0 ? 0 : across / within;
        }

        private double width(int group) {
            double size = sizes[group];
            return (cosines[group][group] - size) / (size * (size - 1));
        }

        void join(int a, int b) {
            cosines[a][a] += cosines[b][b] + 2 * cosines[a][b];
            between[a][a] += between[b][b] + 2 * between[a][b];
            for (int other = 0; other < sizes.length; other++) {
                if (other != a && other != b) {
                    cosines[a][other] += cosines[b][other];
                    cosines[other][a] = cosines[a][other];
                    between[a][other] += between[b][other];
                    between[other][a] = between[a][other];
                }
            }
            volumes[a] += volumes[b];
            sizes[a] += sizes[b];
        }
    }
}
