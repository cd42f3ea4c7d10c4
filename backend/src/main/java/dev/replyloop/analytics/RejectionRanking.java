package dev.replyloop.analytics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Adds up what replies were rejected over some days, and tells which lead. A window may hold a hundred thousand counters, so
 * they are added in an open hash table of plain arrays.
 */
final class RejectionRanking {

    /** More replies than this that tie for the last place are not told apart: any of them may stand there. */
    private static final int MOST_TIES = 1_000;

    static final Comparator<RejectionCounts> LEADING_FIRST = Comparator.comparingLong(RejectionCounts::rejections)
            .thenComparingLong(RejectionCounts::lastMicros)
            .reversed();

    /** Numbers, with 0 for a free place: the database counts from 1. */
    private int[] numbers;

    private long[] rejections;
    private long[] overridden;
    private long[] lastMicros;
    private int size;

    private final List<RejectionCounts> others = new ArrayList<>();

    /** @param expected about how many replies there will be */
    RejectionRanking(int expected) {
        allocate(Integer.highestOneBit(Math.max(expected, 8)) * 4);
    }

    /** Adds the counters of a day that are asked for, but for those of some replies, known by their numbers. */
    void add(RejectionDay day, AnalyticsQuestion question, Set<Integer> except) {
        for (RejectionDay.Group group : day.groups()) {
            if (question.includes(group.channel(), group.model(), group.reason())) {
                for (int i = 0; i < group.replies().length; i++) {
                    int number = group.replies()[i];
                    if (except.isEmpty() || !except.contains(number)) {
                        add(number, group.totals()[i], group.overridden()[i], group.lastMicros()[i]);
                    }
                }
            }
        }
    }

    /** Adds to what a numbered reply has. */
    void add(int number, long total, long ofThemOverridden, long last) {
        int place = place(number);
        if (numbers[place] == 0) {
            numbers[place] = number;
            lastMicros[place] = Long.MIN_VALUE;
            size++;
        }
        rejections[place] += total;
        overridden[place] += ofThemOverridden;
        lastMicros[place] = Math.max(lastMicros[place], last);
        if (size * 2 > numbers.length) {
            grow();
        }
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
        long least = leastRejections(count);
        List<RejectionCounts> candidates = new ArrayList<>();
        for (int place = 0; place < numbers.length; place++) {
            if (numbers[place] != 0 && rejections[place] >= least) {
                candidates.add(new RejectionCounts(
                        null, numbers[place], rejections[place], overridden[place], lastMicros[place]));
            }
        }
        others.stream().filter(other -> other.rejections() >= least).forEach(candidates::add);
        candidates.sort(LEADING_FIRST);
        int end = Math.min(count, candidates.size());
        while (end > 0
                && end < Math.min(candidates.size(), count + MOST_TIES)
                && LEADING_FIRST.compare(candidates.get(end), candidates.get(end - 1)) == 0) {
            end++;
        }
        return candidates.subList(0, end);
    }

    /** How many rejections the last of so many places takes: 1 where not all of them are taken. */
    long leastRejections(int places) {
        long[] most = new long[places];
        for (int place = 0; place < numbers.length; place++) {
            insert(most, rejections[place]);
        }
        others.forEach(other -> insert(most, other.rejections()));
        return Math.max(1, most[0]);
    }

    /** Keeps the largest, in rising order. */
    private static void insert(long[] most, long value) {
        if (value > most[0]) {
            int at = 0;
            while (at + 1 < most.length && most[at + 1] < value) {
                most[at] = most[at + 1];
                at++;
            }
            most[at] = value;
        }
    }

    private int place(int number) {
        int mask = numbers.length - 1;
        int place = number * 0x9E3779B9 >>> 7 & mask;
        while (numbers[place] != 0 && numbers[place] != number) {
            place = place + 1 & mask;
        }
        return place;
    }

    private void grow() {
        int[] oldNumbers = numbers;
        long[] oldRejections = rejections;
        long[] oldOverridden = overridden;
        long[] oldLast = lastMicros;
        allocate(oldNumbers.length * 2);
        for (int old = 0; old < oldNumbers.length; old++) {
            if (oldNumbers[old] != 0) {
                int place = place(oldNumbers[old]);
                numbers[place] = oldNumbers[old];
                rejections[place] = oldRejections[old];
                overridden[place] = oldOverridden[old];
                lastMicros[place] = oldLast[old];
            }
        }
    }

    private void allocate(int places) {
        numbers = new int[places];
        rejections = new long[places];
        overridden = new long[places];
        lastMicros = new long[places];
    }
}
