package dev.replyloop.trial.demo;

/** What one conversation is about, and how it came in. */
record Matter(Subject subject, Situation situation, Channel channel, String model, Facts facts) {

    boolean isOutOfTheOrdinary() {
        return situation.during() != StoryArc.Stretch.EVERYDAY;
    }
}
