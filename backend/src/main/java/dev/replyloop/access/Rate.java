package dev.replyloop.access;

/** How many calls of a kind one caller may make: so many at once, and so many a minute in the long run. */
public enum Rate {
    UNLIMITED(Integer.MAX_VALUE, Integer.MAX_VALUE),
    SEARCHES(120, 600),
    PROMPTS(2_000, 30_000),
    ERASURES(60, 600),
    /** Verdicts that the browsers of one address post with a key that stands in a web page. */
    PUBLIC_FEEDBACK(60, 120);

    private final int burst;
    private final int perMinute;

    Rate(int burst, int perMinute) {
        this.burst = burst;
        this.perMinute = perMinute;
    }

    int burst() {
        return burst;
    }

    int perMinute() {
        return perMinute;
    }
}
