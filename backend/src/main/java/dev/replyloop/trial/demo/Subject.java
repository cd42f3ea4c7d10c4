package dev.replyloop.trial.demo;

import dev.replyloop.trial.demo.StoryArc.Stretch;
import java.util.List;

/**
 * Something customers write about.
 *
 * @param share its part of all messages, relative to the other subjects'
 * @param ease above 0 where the AI does better than elsewhere
 */
record Subject(String title, double share, double ease, List<Situation> situations) {

    boolean isHitBy(Stretch stretch) {
        return situations.stream().anyMatch(situation -> situation.during() == stretch);
    }

    List<Situation> situations(Stretch stretch) {
        return situations.stream()
                .filter(situation -> situation.during() == stretch)
                .toList();
    }
}
