package dev.replyloop.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.replyloop.feedback.FeedbackCount;
import dev.replyloop.feedback.FeedbackDetail;
import java.time.Instant;
import java.util.function.UnaryOperator;

/**
 * The next training prompt to be reviewed.
 *
 * @param item its feedback, with the training prompt; null where none can be given
 * @param reservedUntil nobody else is given it before; null where there is no item
 * @param left how many wait for a review, this one among them; none: nothing is left
 * @param reservedByOthers how many training prompts other reviewers have before them, whatever the filters
 * @param doneToday how many this reviewer reviewed on this reporting day
 */
public record ReviewItem(
        @JsonInclude(JsonInclude.Include.NON_NULL) FeedbackDetail item,
        @JsonInclude(JsonInclude.Include.NON_NULL) Instant reservedUntil,
        FeedbackCount left,
        int reservedByOthers,
        int doneToday) {

    /** @param names how agents' ids are shown */
    ReviewItem withAgent(UnaryOperator<String> names) {
        return new ReviewItem(
                item == null ? null : item.withAgent(names), reservedUntil, left, reservedByOthers, doneToday);
    }
}
