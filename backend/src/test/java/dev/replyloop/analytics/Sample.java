package dev.replyloop.analytics;

import java.util.Random;

/** What chance makes of a share. */
final class Sample {

    private Sample() {}

    /** How many of a whole are parts, where each is with a likelihood that is the share. */
    static int of(int whole, double share, Random dice) {
        int part = 0;
        for (int i = 0; i < whole; i++) {
            part += dice.nextDouble() < share ? 1 : 0;
        }
        return part;
    }
}
