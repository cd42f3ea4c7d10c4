package dev.replyloop.trial.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/**
 * Ninety days of feedback up to an anchor day. The same anchor day and zone give the same story on every machine; the
 * moment up to which it is told only cuts its end, so a longer telling starts with the shorter one.
 */
public final class DemoStory {

    public static final int DAYS = 90;

    private final List<Moment> moments;
    private final Conversations conversations;

    private DemoStory(List<Moment> moments, Conversations conversations) {
        this.moments = moments;
        this.conversations = conversations;
    }

    /**
     * @param anchorDay the last day of the story, usually today
     * @param zone the zone whose days and office hours the story keeps
     * @param notAfter nothing happens later than this, usually now
     */
    public static DemoStory endingAt(LocalDate anchorDay, ZoneId zone, Instant notAfter) {
        LocalDate firstDay = anchorDay.minusDays(DAYS - 1);
        Script script = Script.load();
        StoryArc arc = new StoryArc(script);
        List<Moment> moments = new Timeline(firstDay, zone, arc)
                .moments()
                .filter(moment -> !moment.occurredAt().isAfter(notAfter))
                .toList();
        return new DemoStory(moments, new Conversations(firstDay, script, arc));
    }

    public int size() {
        return moments.size();
    }

    /** Of each feedback what it is about, in their order: "Refund / refund not arrived". */
    public Stream<String> situations() {
        return moments.stream().map(conversations::situationAt);
    }

    /** In chronological order. Texts are written as they are asked for, so the story never lies in memory whole. */
    public Stream<DemoFeedback> feedback() {
        return moments.stream().map(conversations::feedbackAt);
    }
}
