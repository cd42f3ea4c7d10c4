package dev.replyloop.shared.problem;

import io.micrometer.core.instrument.MeterRegistry;

/** Counts feedback that was not taken, by the problem it was answered with. */
public final class FeedbackRefusals {

    private FeedbackRefusals() {}

    /**
     * @param metrics where to count
     * @param type why one feedback, or one request with feedback in it, was refused
     */
    public static void count(MeterRegistry metrics, ProblemType type) {
        metrics.counter("replyloop.feedback.refused", "problem", type.slug()).increment();
    }
}
