package dev.replyloop.cases.grouping;

import dev.replyloop.embedding.KnnGraph;
import dev.replyloop.embedding.Vectors;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Merges groups of rejections that mean the same, the most alike first, until none are alike enough: agglomerative clustering with
 * average linkage (R. R. Sokal, C. D. Michener, 1958), among each group's nearest alone.
 *
 * <p>How alike two groups are is asked from the smaller one: each of its texts finds its nearest in the larger one (a one-sided
 * Chamfer similarity). The means of two groups would say less: a case is worded in many ways, and each of its
 * rejections is near one of them.
 */
final class CaseMerge {

    /** Of what is one case. */
    static final double MIN_SIMILARITY = 0.82;

    private static final int NEIGHBOURS = 12;
    private static final int TEXTS_OF_A_GROUP = 32;

    private final List<Map<Field, List<float[]>>> texts = new ArrayList<>();
    private final List<Map<Integer, Double>> similarities = new ArrayList<>();
    private final int[] sizes;
    private final int[] stamps;
    private final UnionFind merged;
    private final PriorityQueue<Pair> queue = new PriorityQueue<>();

    /** Two groups as they were; of equally alike ones the older first, so that the outcome is always the same. */
    private record Pair(double similarity, int one, int another, int stampOfOne, int stampOfAnother)
            implements Comparable<Pair> {

        @Override
        public int compareTo(Pair other) {
            int order = Double.compare(other.similarity, similarity);
            order = order != 0 ? order : Integer.compare(one, other.one);
            return order != 0 ? order : Integer.compare(another, other.another);
        }
    }

    private CaseMerge(List<Rejection> rejections, int[][] members) {
        sizes = new int[members.length];
        stamps = new int[members.length];
        merged = new UnionFind(members.length);
        for (int group = 0; group < members.length; group++) {
            sizes[group] = members[group].length;
            texts.add(texts(rejections, members[group]));
            similarities.add(new HashMap<>());
        }
    }

    /**
     * @param groupOf of each rejection its group, from 0 and without gaps
     * @return the same with merged groups; numbers are missing then
     * @throws InterruptedException if the calling thread is interrupted
     */
    static int[] byMeaning(List<Rejection> rejections, int[] groupOf, int threads) throws InterruptedException {
        int groups = 0;
        for (int group : groupOf) {
            groups = Math.max(groups, group + 1);
        }
        int[][] members = Members.of(groupOf, groups);
        CaseMerge merge = new CaseMerge(rejections, members);
        merge.compareNeighbours(KnnGraph.of(means(rejections, members), NEIGHBOURS, threads));
        merge.run();
        int[] result = new int[groupOf.length];
        for (int i = 0; i < groupOf.length; i++) {
            result[i] = merge.merged.find(groupOf[i]);
        }
        return result;
    }

    private void compareNeighbours(KnnGraph nearest) {
        for (int group = 0; group < sizes.length; group++) {
            for (int rank = 0; rank < nearest.k(); rank++) {
                int neighbour = nearest.neighbour(group, rank);
                if (!similarities.get(group).containsKey(neighbour)) {
                    know(group, neighbour, similarity(group, neighbour));
                }
            }
        }
    }

    private void run() throws InterruptedException {
        while (!queue.isEmpty()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            Pair best = queue.poll();
            if (stamps[best.one] == best.stampOfOne && stamps[best.another] == best.stampOfAnother) {
                merge(best.one, best.another);
            }
        }
    }

    private void merge(int one, int another) {
        int kept = Math.min(one, another);
        int gone = Math.max(one, another);
        Map<Integer, Double> ofKept = similarities.get(kept);
        Map<Integer, Double> ofGone = similarities.get(gone);
        Set<Integer> others = new HashSet<>(ofKept.keySet());
        others.addAll(ofGone.keySet());
        others.remove(kept);
        others.remove(gone);
        Map<Integer, Double> together = new HashMap<>();
        for (int other : others) {
            double toKept = ofKept.containsKey(other) ? ofKept.get(other) : similarity(kept, other);
            double toGone = ofGone.containsKey(other) ? ofGone.get(other) : similarity(gone, other);
            together.put(other, (sizes[kept] * toKept + sizes[gone] * toGone) / (sizes[kept] + sizes[gone]));
            similarities.get(other).remove(kept);
            similarities.get(other).remove(gone);
        }
        merged.join(kept, gone);
        sizes[kept] += sizes[gone];
        stamps[kept]++;
        stamps[gone] = -1;
        ofKept.clear();
        ofGone.clear();
        texts.get(gone).forEach((field, more) -> {
            List<float[]> all = texts.get(kept).computeIfAbsent(field, none -> new ArrayList<>());
            all.addAll(more.subList(0, Math.max(0, Math.min(more.size(), TEXTS_OF_A_GROUP - all.size()))));
        });
        texts.get(gone).clear();
        together.forEach((other, similarity) -> know(kept, other, similarity));
    }

    private void know(int one, int another, double similarity) {
        similarities.get(one).put(another, similarity);
        similarities.get(another).put(one, similarity);
        if (similarity >= MIN_SIMILARITY) {
            int first = Math.min(one, another);
            int second = Math.max(one, another);
            queue.add(new Pair(similarity, first, second, stamps[first], stamps[second]));
        }
    }

    private double similarity(int one, int another) {
        int small = sizes[one] < sizes[another] ? one : another;
        int large = small == one ? another : one;
        return Field.similarity(field -> {
            List<float[]> asked = texts.get(small).get(field);
            List<float[]> known = texts.get(large).get(field);
            return asked == null || known == null ? null : meanNearest(asked, known);
        });
    }

    private static float meanNearest(List<float[]> asked, List<float[]> known) {
        double sum = 0;
        for (float[] text : asked) {
            double nearest = -1;
            for (float[] other : known) {
                nearest = Math.max(nearest, Vectors.dot(text, other));
            }
            sum += nearest;
        }
        return (float) (sum / asked.size());
    }

    /** Texts that differ, evenly taken where there are many. */
    private static Map<Field, List<float[]>> texts(List<Rejection> rejections, int[] members) {
        Map<Field, List<float[]>> texts = new EnumMap<>(Field.class);
        for (Field field : Field.values()) {
            List<float[]> all = new ArrayList<>();
            for (int member : members) {
                float[] vector = field.of(rejections.get(member));
                if (vector != null) {
                    all.add(vector);
                }
            }
            if (!all.isEmpty()) {
                int taken = Math.min(all.size(), TEXTS_OF_A_GROUP);
                List<float[]> some = new ArrayList<>();
                for (int i = 0; i < taken; i++) {
                    some.add(all.get((int) ((long) i * all.size() / taken)));
                }
                texts.put(field, some);
            }
        }
        return texts;
    }

    private static float[][] means(List<Rejection> rejections, int[][] members) {
        float[][] means = new float[members.length][];
        for (int group = 0; group < members.length; group++) {
            float[][] vectors = new float[members[group].length][];
            for (int i = 0; i < vectors.length; i++) {
                vectors[i] = rejections.get(members[group][i]).aiReply();
            }
            means[group] = Vectors.normalised(Vectors.mean(vectors));
        }
        return means;
    }
}
