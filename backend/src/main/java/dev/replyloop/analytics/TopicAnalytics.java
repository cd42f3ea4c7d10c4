package dev.replyloop.analytics;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.replyloop.topics.TopicProgress;
import dev.replyloop.topics.TypicalMessage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * How the AI does in each topic.
 *
 * @param items the topics that are not hidden and have feedback in the window or in the period just before it; the one with
 *     the most thumbs-down first
 * @param other the same for feedback on messages that are in no topic
 * @param all what was counted in the window in every topic, hidden ones too, and in none
 */
public record TopicAnalytics(
        LocalDate from,
        LocalDate to,
        String timeZone,
        LocalDate today,
        TopicProgress progress,
        List<Item> items,
        Other other,
        Breakdown.Totals all) {

    /**
     * One topic.
     *
     * @param isNew whether all its feedback is of the seven reporting days up to today, and another topic's is older
     * @param typicalMessage null where it is not known, or was erased
     * @param previous the same counts for the period of equal length just before
     * @param compared the share not useful of the window's whole days, against as many before; where thumbs-down alone are
     *     counted, their share of all that the list counts; null where the window has no whole day
     * @param dailyBreakdown every day of the window
     */
    public record Item(
            UUID id,
            String name,
            boolean namedByPerson,
            Instant foundAt,
            boolean isNew,
            TypicalMessage typicalMessage,
            @JsonUnwrapped TopicCounts counts,
            TopicCounts previous,
            Comparison compared,
            List<DailyCount> dailyBreakdown) {}

    /** What is in no topic; as {@link Item}. */
    public record Other(
            @JsonUnwrapped TopicCounts counts,
            TopicCounts previous,
            Comparison compared,
            List<DailyCount> dailyBreakdown) {}
}
