package dev.replyloop.cases.grouping;

import dev.replyloop.embedding.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds which rejections are one case. Three steps, each with its evidence:
 *
 * <ol>
 *   <li>AI replies that are the same but for a few words are one <em>wording</em>.
 *   <li>Wordings that agents corrected with the same words are one case, unless those words correct anything: then their
 *       rejections are no more alike than any two.
 *   <li>What is left is merged by meaning: of the AI replies, of what agents sent instead, and of what customers asked.
 * </ol>
 *
 * <p>The same rejections in the same order give the same cases, whatever the number of threads. Limits are those of the bundled
 * model; how they were found is in docs/adr/0021.
 */
public final class CaseFinder {

    /** The case of what stands alone: none. */
    public static final int NONE = -1;

    /** Rejections of one case that got the same correction are as alike as this on average; any two are at 0.57. */
    private static final double MIN_COHERENCE = 0.62;

    private CaseFinder() {}

    /**
     * @param rejections in their order of arrival
     * @param threads how many to compute on, at least 1
     * @return of each its case, from 0, or {@link #NONE}
     * @throws InterruptedException if the calling thread is interrupted; nothing is left running
     */
    public static int[] find(List<Rejection> rejections, int threads) throws InterruptedException {
        SameWording wordings = SameWording.of(vectors(rejections, Field.AI_REPLY), threads);
        SameWording corrections = SameWording.of(vectors(rejections, Field.AGENT_REPLY), threads);
        UnionFind cases = new UnionFind(wordings.leaders().length);
        for (int[] corrected : members(corrections)) {
            if (isCoherent(rejections, corrected)) {
                for (int rejection : corrected) {
                    cases.join(wordings.groupOf()[corrected[0]], wordings.groupOf()[rejection]);
                }
            }
        }
        int[] caseOf = new int[rejections.size()];
        Arrays.setAll(caseOf, rejection -> cases.find(wordings.groupOf()[rejection]));
        return withoutLone(CaseMerge.byMeaning(rejections, numbered(caseOf), threads));
    }

    private static float[][] vectors(List<Rejection> rejections, Field field) {
        return rejections.stream().map(field::of).toArray(float[][]::new);
    }

    private static int[][] members(SameWording groups) {
        return Members.of(groups.groupOf(), groups.leaders().length);
    }

    /** Whether the rejections have more in common than how they were corrected. */
    private static boolean isCoherent(List<Rejection> rejections, int[] members) {
        return isCoherent(Arrays.stream(members).mapToObj(rejections::get).toList());
    }

    /**
     * Whether a new rejection has more in common with others than how they were corrected, and they among each other.
     *
     * @param others at least one
     */
    static boolean isCoherent(Rejection rejection, List<Rejection> others) {
        List<Rejection> together = new ArrayList<>(others);
        together.add(rejection);
        return isCoherent(together);
    }

    private static boolean isCoherent(List<Rejection> rejections) {
        if (rejections.size() < 2) {
            return false;
        }
        double replies = meanCosine(rejections, Field.AI_REPLY);
        double messages = meanCosine(rejections, Field.MESSAGE);
        return (Double.isNaN(messages) ? replies : (replies + messages) / 2) >= MIN_COHERENCE;
    }

    /** The mean of all pairs, by the length of their sum; not a number where there are fewer than two. */
    private static double meanCosine(List<Rejection> rejections, Field field) {
        float[] sum = null;
        int count = 0;
        for (Rejection rejection : rejections) {
            float[] vector = field.of(rejection);
            if (vector != null) {
                if (sum == null) {
                    sum = new float[vector.length];
                }
                Vectors.add(sum, vector);
                count++;
            }
        }
        return count < 2 ? Double.NaN : (Vectors.dot(sum, sum) - count) / ((double) count * (count - 1));
    }

    /** The same groups, numbered from 0 in the order of their first members. */
    private static int[] numbered(int[] groupOf) {
        int[] numbers = new int[groupOf.length];
        Arrays.fill(numbers, NONE);
        int next = 0;
        int[] result = new int[groupOf.length];
        for (int i = 0; i < groupOf.length; i++) {
            if (numbers[groupOf[i]] == NONE) {
                numbers[groupOf[i]] = next++;
            }
            result[i] = numbers[groupOf[i]];
        }
        return result;
    }

    private static int[] withoutLone(int[] groupOf) {
        int[] sizes = new int[groupOf.length];
        for (int group : groupOf) {
            sizes[group]++;
        }
        int[] numbers = new int[groupOf.length];
        Arrays.fill(numbers, NONE);
        int next = 0;
        int[] result = new int[groupOf.length];
        for (int i = 0; i < groupOf.length; i++) {
            int group = groupOf[i];
            if (sizes[group] > 1 && numbers[group] == NONE) {
                numbers[group] = next++;
            }
            result[i] = numbers[group];
        }
        return result;
    }
}
