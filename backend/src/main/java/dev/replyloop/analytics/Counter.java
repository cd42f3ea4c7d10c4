package dev.replyloop.analytics;

/**
 * What was counted on a day for one channel and model; '' stands for "has none".
 *
 * @param reason the reason of the thumbs-down that it counts; null where it counts all feedback
 */
record Counter(String channel, String model, String reason, Counts counts) {

    String value(BreakdownBy by) {
        return switch (by) {
            case CHANNEL -> channel;
            case MODEL -> model;
            case REASON -> reason;
        };
    }
}
