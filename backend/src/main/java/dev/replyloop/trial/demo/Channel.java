package dev.replyloop.trial.demo;

import java.util.List;
import java.util.Locale;

/** How customers reach Kettlewren, and how busy each hour from 7 to 22 is there. */
enum Channel {
    EMAIL(0.46, 2, 6, 10, 11, 9, 6, 8, 10, 9, 7, 4, 1, 1, 1, 0, 0),
    CHAT(0.38, 0, 2, 5, 7, 7, 7, 6, 6, 6, 6, 7, 8, 10, 11, 8, 3),
    PHONE(0.16, 0, 3, 10, 12, 10, 5, 7, 10, 9, 6, 1, 0, 0, 0, 0, 0);

    private static final List<Channel> ALL = List.of(values());

    private static final List<Integer> HOURS = List.of(7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22);

    private final double share;
    private final int[] busyness;

    Channel(double share, int... busyness) {
        this.share = share;
        this.busyness = busyness;
    }

    static Channel pick(Dice dice) {
        return dice.pick(ALL, channel -> channel.share);
    }

    int pickHour(Dice dice) {
        return dice.pick(HOURS, hour -> busyness[hour - HOURS.get(0)]);
    }

    /** As feedback names it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
