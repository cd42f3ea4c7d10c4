package dev.replyloop.bench.topics;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How well found groups agree with true ones.
 *
 * @param nmi normalised mutual information, by the arithmetic mean of the entropies; 1 is the same
 * @param ari adjusted Rand index; 1 is the same, 0 what chance would give
 * @param purity the share of texts that are of their found group's most frequent label
 */
record Agreement(double nmi, double ari, double purity) {

    /** @param found and {@code truth}: of each text its group, by any name */
    static Agreement of(List<?> found, List<?> truth) {
        int[] a = numbers(found);
        int[] b = numbers(truth);
        int n = a.length;
        int[][] table = new int[max(a) + 1][max(b) + 1];
        int[] rows = new int[table.length];
        int[] columns = new int[table[0].length];
        for (int i = 0; i < n; i++) {
            table[a[i]][b[i]]++;
            rows[a[i]]++;
            columns[b[i]]++;
        }
        double information = 0;
        double pairs = 0;
        double pure = 0;
        for (int row = 0; row < rows.length; row++) {
            int most = 0;
            for (int column = 0; column < columns.length; column++) {
                int both = table[row][column];
                most = Math.max(most, both);
                pairs += pairs(both);
                if (both > 0) {
                    information += (double) both / n * Math.log((double) both * n / ((double) rows[row] * columns[column]));
                }
            }
            pure += most;
        }
        double entropies = (entropy(rows, n) + entropy(columns, n)) / 2;
        double rowPairs = 0;
        for (int row : rows) {
            rowPairs += pairs(row);
        }
        double columnPairs = 0;
        for (int column : columns) {
            columnPairs += pairs(column);
        }
        double expected = rowPairs * columnPairs / pairs(n);
        double most = (rowPairs + columnPairs) / 2;
        return new Agreement(
                entropies == 0 ? 1 : information / entropies,
                most == expected ? 1 : (pairs - expected) / (most - expected),
                pure / n);
    }

    /**
     * How much of each true group lies together.
     *
     * @param found of each text its group; null for none, which counts against its true group
     * @return of each true group the share of its texts that is in the two found groups with most of them
     */
    static Map<String, Double> shareInTwoLargest(List<?> found, List<String> truth) {
        Map<String, Map<Object, Integer>> counts = new TreeMap<>();
        Map<String, Integer> sizes = new HashMap<>();
        for (int i = 0; i < truth.size(); i++) {
            sizes.merge(truth.get(i), 1, Integer::sum);
            Map<Object, Integer> groups = counts.computeIfAbsent(truth.get(i), label -> new HashMap<>());
            if (found.get(i) != null) {
                groups.merge(found.get(i), 1, Integer::sum);
            }
        }
        Map<String, Double> shares = new TreeMap<>();
        counts.forEach((label, groups) -> {
            int two = groups.values().stream()
                    .sorted(Comparator.reverseOrder())
                    .limit(2)
                    .mapToInt(Integer::intValue)
                    .sum();
            shares.put(label, (double) two / sizes.get(label));
        });
        return shares;
    }

    private static int[] numbers(List<?> names) {
        Map<Object, Integer> numbers = new HashMap<>();
        return names.stream()
                .mapToInt(name -> {
                    numbers.putIfAbsent(name, numbers.size());
                    return numbers.get(name);
                })
                .toArray();
    }

    private static int max(int[] values) {
        int max = 0;
        for (int value : values) {
            max = Math.max(max, value);
        }
        return max;
    }

    private static double pairs(double n) {
        return n * (n - 1) / 2;
    }

    private static double entropy(int[] sizes, int n) {
        double entropy = 0;
        for (int size : sizes) {
            if (size > 0) {
                entropy -= (double) size / n * Math.log((double) size / n);
            }
        }
        return entropy;
    }
}
