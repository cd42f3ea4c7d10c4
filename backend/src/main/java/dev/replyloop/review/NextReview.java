package dev.replyloop.review;

import dev.replyloop.feedback.FeedbackCriteria;
import dev.replyloop.shared.Text;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Set;
import java.util.UUID;

/**
 * Asks for the next training prompt to be reviewed.
 *
 * @param filters which are wanted; null: all
 * @param skip one that the reviewer was given and passes over: it comes back when nothing else is left; null: none
 * @param beside those that the reviewer has at hand already; null: none
 * @param window tells apart the windows of one reviewer, by whatever it is called; null: there is but one
 */
public record NextReview(
        FeedbackCriteria filters,
        UUID skip,

        @Size(max = 20, message = "may name 20 training prompts at most")
        Set<UUID> beside,

        @Text(max = 64) @Pattern(regexp = "[A-Za-z0-9-]{1,64}", message = "must be 1 to 64 letters, digits and hyphens")
        String window) {

    /** What says nothing keeps all, and leaves nothing out. */
    public NextReview {
        filters = filters == null ? FeedbackCriteria.ALL : filters;
        beside = beside == null ? Set.of() : beside;
    }
}
