package dev.replyloop.bench.cases;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How well cases agree with the true faults.
 *
 * @param faults how many faults have 20 or more rejections
 * @param found how many of those have 70 % of their rejections in one case that is at least 80 % theirs
 * @param purity of all cases of three and more: the share of rejections that are of their case's most frequent fault
 * @param loneInCases the share of lone rejections that stand in any case
 * @param missed the faults that were not found
 */
record CaseScore(double faults, double found, double purity, double loneInCases, Collection<String> missed) {

    private static final int FREQUENT = 20;
    private static final int CASE_TO_JUDGE = 3;
    private static final double OF_FAULT = 0.7;
    private static final double OF_CASE = 0.8;

    /**
     * @param caseOf of each rejection its case; below 0: none
     */
    static CaseScore of(List<LabelledRejection> rejections, int[] caseOf) {
        Map<Integer, Map<String, Integer>> cases = new HashMap<>();
        Map<String, Integer> sizes = new HashMap<>();
        int lone = 0;
        int loneInCases = 0;
        for (int i = 0; i < caseOf.length; i++) {
            String fault = rejections.get(i).fault();
            if (fault == null) {
                lone++;
                loneInCases += caseOf[i] >= 0 ? 1 : 0;
            } else {
                sizes.merge(fault, 1, Integer::sum);
            }
            if (caseOf[i] >= 0) {
                // Each lone one is a fault of its own.
                cases.computeIfAbsent(caseOf[i], none -> new HashMap<>())
                        .merge(fault == null ? "lone " + i : fault, 1, Integer::sum);
            }
        }
        int judged = 0;
        int pure = 0;
        TreeSet<String> missed = sizes.entrySet().stream()
                .filter(fault -> fault.getValue() >= FREQUENT)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        int faults = missed.size();
        for (Map<String, Integer> members : cases.values()) {
            int size = members.values().stream().mapToInt(Integer::intValue).sum();
            Map.Entry<String, Integer> most =
                    new ArrayList<>(members.entrySet()).stream().max(Map.Entry.comparingByValue()).orElseThrow();
            if (size >= CASE_TO_JUDGE) {
                judged += size;
                pure += most.getValue();
            }
            if (most.getValue() >= OF_CASE * size
                    && most.getValue() >= OF_FAULT * sizes.getOrDefault(most.getKey(), Integer.MAX_VALUE)) {
                missed.remove(most.getKey());
            }
        }
        return new CaseScore(
                faults,
                faults - missed.size(),
                judged == 0 ? 1 : (double) pure / judged,
                lone == 0 ? 0 : (double) loneInCases / lone,
                missed);
    }

    /** The means of all of them; what was missed in any. */
    static CaseScore mean(List<CaseScore> scores) {
        return new CaseScore(
                scores.stream().mapToDouble(CaseScore::faults).average().orElseThrow(),
                scores.stream().mapToDouble(CaseScore::found).average().orElseThrow(),
                scores.stream().mapToDouble(CaseScore::purity).average().orElseThrow(),
                scores.stream().mapToDouble(CaseScore::loneInCases).average().orElseThrow(),
                scores.stream().flatMap(score -> score.missed.stream()).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Override
    public String toString() {
        return "%.1f of %.1f faults of 20 and more found (%.1f %%), purity %.3f, lone ones in cases %.1f %%; not found: %s"
                .formatted(found, faults, 100 * found / faults, purity, 100 * loneInCases, missed);
    }
}
