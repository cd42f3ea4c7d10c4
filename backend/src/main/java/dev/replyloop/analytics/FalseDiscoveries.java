package dev.replyloop.analytics;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Holds the false discovery rate where many things are compared at once: Y. Benjamini and Y. Hochberg, "Controlling the false
 * discovery rate: a practical and powerful approach to multiple testing", Journal of the Royal Statistical Society B 57
 * (1995), 289-300.
 */
final class FalseDiscoveries {

    private FalseDiscoveries() {}

    /**
     * Adjusts p-values, so that of all that are at most some level at most that share is chance, on average.
     *
     * @param pValues of one family, from 0 to 1
     * @return the adjusted values, in the same order; never below the p-value, and at most 1
     */
    static double[] adjusted(double[] pValues) {
        List<Integer> ascending = IntStream.range(0, pValues.length)
                .boxed()
                .sorted(Comparator.comparingDouble(index -> pValues[index]))
                .toList();
        double[] adjusted = new double[pValues.length];
        double least = 1;
        for (int rank = pValues.length; rank > 0; rank--) {
            int index = ascending.get(rank - 1);
            least = Math.min(least, pValues[index] * ((double) pValues.length / rank));
            adjusted[index] = least;
        }
        return adjusted;
    }
}
