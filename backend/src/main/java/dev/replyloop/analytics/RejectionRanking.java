package dev.replyloop.analytics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Tells which replies lead, from the days' sums and what they don't have yet. */
final class RejectionRanking {

    /** More replies than this that tie for the last place are not told apart: any of them may stand there. */
    private static final int MAX_TIES = 1_000;

    private static final Comparator<RejectionCounts> LEADING_FIRST = Comparator.comparingLong(
                    RejectionCounts::rejections)
            .thenComparingLong(RejectionCounts::lastMicros)
            .reversed();

    private final RejectionSums sums;
    /** Numbers of replies whose sums don't hold, or not alone. */
    private final Set<Integer> changed = new HashSet<>();

    private final Map<Integer, RejectionCounts> added = new HashMap<>();
    private final List<RejectionCounts> others = new ArrayList<>();

    RejectionRanking(RejectionSums sums) {
        this.sums = sums;
    }

    /** Forgets what a numbered reply has. */
    void leaveOut(int number) {
        changed.add(number);
        added.remove(number);
    }

    /** Adds to what a numbered reply has. */
    void add(int number, long total, long overridden, long lastMicros) {
        RejectionCounts before = changed.add(number) ? sums.of(number) : added.get(number);
        added.put(
                number,
                before == null
                        ? new RejectionCounts(null, number, total, overridden, lastMicros)
                        : new RejectionCounts(
                                null,
                                number,
                                before.rejections() + total,
                                before.overridden() + overridden,
                                Math.max(before.lastMicros(), lastMicros)));
    }

    /** Adds a reply that was counted whole elsewhere. */
    void add(RejectionCounts counted) {
        others.add(counted);
    }

    /**
     * The replies that lead, in order.
     *
     * @param count how many places there are
     * @return at least so many, where there are as many: those that tie for the last place are among them
     */
    List<RejectionCounts> leading(int count) {
        List<RejectionCounts> leading = Stream.concat(
                        leadingSums(count), Stream.concat(added.values().stream(), others.stream()))
                .sorted(LEADING_FIRST)
                .toList();
        int end = Math.min(count, leading.size());
        while (end > 0
                && end < Math.min(leading.size(), count + MAX_TIES)
                && LEADING_FIRST.compare(leading.get(end), leading.get(end - 1)) == 0) {
            end++;
        }
        return leading.subList(0, end);
    }

    /** How many rejections the last of so many places takes: 1 where not all of them are taken. */
    long leastRejections(int places) {
        List<RejectionCounts> leading = leading(places);
        return leading.size() < places ? 1 : Math.max(1, leading.get(places - 1).rejections());
    }

    /** Of the sums that hold as many as there are places, and those that tie for the last. */
    private Stream<RejectionCounts> leadingSums(int count) {
        List<RejectionCounts> leading = new ArrayList<>();
        for (int rank = 0; rank < sums.size() && leading.size() < count + MAX_TIES; rank++) {
            if (!changed.contains(sums.number(rank))) {
                RejectionCounts next = sums.at(rank);
                if (leading.size() >= count && LEADING_FIRST.compare(next, leading.get(leading.size() - 1)) != 0) {
                    break;
                }
                leading.add(next);
            }
        }
        return leading.stream();
    }
}
