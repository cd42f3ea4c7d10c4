package dev.replyloop.trial.demo;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** SplitMix64. Our own few lines, because the JDK may change how its generators bound their numbers. */
final class Dice {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    private Dice(long seed) {
        state = seed;
    }

    /** Dice that always fall the same way for the same parts. */
    static Dice seededWith(long... parts) {
        long seed = 0;
        for (long part : parts) {
            seed = mix(seed + GOLDEN_GAMMA + part);
        }
        return new Dice(seed);
    }

    long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** At least 0, less than 1. */
    double nextFraction() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    boolean chance(double probability) {
        return nextFraction() < probability;
    }

    int between(int lowest, int highest) {
        return lowest + (int) (nextFraction() * (highest - lowest + 1));
    }

    <T> T pick(List<T> choices) {
        return choices.get(between(0, choices.size() - 1));
    }

    <T> T pick(List<T> choices, ToDoubleFunction<? super T> weight) {
        double sum = 0;
        for (T choice : choices) {
            sum += weight.applyAsDouble(choice);
        }
        double point = nextFraction() * sum;
        for (T choice : choices) {
            point -= weight.applyAsDouble(choice);
            if (point < 0) {
                return choice;
            }
        }
        return choices.get(choices.size() - 1);
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
