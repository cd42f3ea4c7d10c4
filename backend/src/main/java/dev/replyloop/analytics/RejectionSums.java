package dev.replyloop.analytics;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.stream.IntStream;

/** What replies were rejected over some days, those that lead first. Nobody changes it. */
final class RejectionSums {

    /** In the order of the ranking. */
    private final int[] numbers;

    private final long[] rejections;
    private final long[] overridden;
    private final long[] lastMicros;

    /** The same numbers, rising, and the rank of each. */
    private final int[] sorted;

    private final int[] ranks;

    private RejectionSums(Table table) {
        int[] places = IntStream.range(0, table.numbers.length)
                .filter(place -> table.numbers[place] != 0)
                .boxed()
                .sorted(Comparator.comparingLong((Integer place) -> table.rejections[place])
                        .thenComparingLong(place -> table.lastMicros[place])
                        .reversed())
                .mapToInt(Integer::intValue)
                .toArray();
        numbers = Arrays.stream(places).map(place -> table.numbers[place]).toArray();
        rejections = Arrays.stream(places)
                .mapToLong(place -> table.rejections[place])
                .toArray();
        overridden = Arrays.stream(places)
                .mapToLong(place -> table.overridden[place])
                .toArray();
        lastMicros = Arrays.stream(places)
                .mapToLong(place -> table.lastMicros[place])
                .toArray();
        // A number and its rank in one long, so that sorting one sorts the other.
        long[] numbered = IntStream.range(0, numbers.length)
                .mapToLong(rank -> (long) numbers[rank] << Integer.SIZE | rank)
                .sorted()
                .toArray();
        sorted = Arrays.stream(numbered)
                .mapToInt(one -> (int) (one >>> Integer.SIZE))
                .toArray();
        ranks = Arrays.stream(numbered).mapToInt(one -> (int) one).toArray();
    }

    /** Adds up the days' counters that are asked for. */
    static RejectionSums of(Collection<RejectionDay> days, AnalyticsQuery query) {
        Table table = new Table();
        days.forEach(day -> day.groups().stream()
                .filter(group -> query.includes(group.channel(), group.model(), group.reason()))
                .forEach(table::add));
        return new RejectionSums(table);
    }

    /** How many replies there are. */
    int size() {
        return numbers.length;
    }

    /** The number of the reply at a rank, from 0. */
    int number(int rank) {
        return numbers[rank];
    }

    /** What the reply at a rank has, from 0. */
    RejectionCounts at(int rank) {
        return new RejectionCounts(null, numbers[rank], rejections[rank], overridden[rank], lastMicros[rank]);
    }

    /** What a numbered reply has; null where it was not rejected. */
    RejectionCounts of(int number) {
        int found = Arrays.binarySearch(sorted, number);
        return found < 0 ? null : at(ranks[found]);
    }

    /** There may be a hundred thousand counters, so they are added in an open hash table of plain arrays. */
    private static final class Table {

        private static final int FIRST_PLACES = 1024;

        /** Numbers, with 0 for a free place: the database counts from 1. */
        private int[] numbers = new int[FIRST_PLACES];

        private long[] rejections = new long[FIRST_PLACES];
        private long[] overridden = new long[FIRST_PLACES];
        private long[] lastMicros = new long[FIRST_PLACES];
        private int size;

        void add(RejectionDay.Group group) {
            for (int i = 0; i < group.replies().length; i++) {
                add(group.replies()[i], group.totals()[i], group.overridden()[i], group.lastMicros()[i]);
            }
        }

        private void add(int number, long total, long ofThemOverridden, long last) {
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
            numbers = new int[oldNumbers.length * 2];
            rejections = new long[numbers.length];
            overridden = new long[numbers.length];
            lastMicros = new long[numbers.length];
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
    }
}
