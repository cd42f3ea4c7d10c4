package dev.replyloop.review;

import dev.replyloop.shared.Text;
import dev.replyloop.training.Review;
import jakarta.validation.constraints.NotNull;

/**
 * What a reviewer decides on a training prompt.
 *
 * @param note null: stays; blank: none
 * @param reply what is to be taught instead of the agent's reply; null: stays as it is; blank: the agent's own again
 */
public record ReviewChange(
        @NotNull(message = "is required") Review review,
        @Text(max = NOTE_MAX) String note,
        @Text(max = REPLY_MAX) String reply) {

    /** Code points. */
    static final int NOTE_MAX = 2_000;
    /** Code points, as many as an agent's reply may have. */
    static final int REPLY_MAX = 20_000;
}
