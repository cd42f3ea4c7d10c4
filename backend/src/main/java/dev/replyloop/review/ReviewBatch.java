package dev.replyloop.review;

import dev.replyloop.shared.Text;
import dev.replyloop.training.Review;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;

/**
 * One decision on many training prompts.
 *
 * @param items each once, 500 at most
 * @param note null: stays; blank: none
 */
public record ReviewBatch(
        @NotNull(message = REQUIRED) @Size(min = 1, max = MAX_ITEMS, message = "must name 1 to 500 training prompts")
        List<@NotNull(message = "must not be null") @Valid Item> items,

        @NotNull(message = REQUIRED) Review review,
        @Text(max = ReviewChange.NOTE_MAX) String note) {

    static final int MAX_ITEMS = 500;
    private static final String REQUIRED = "is required";

    /**
     * A training prompt.
     *
     * @param revision the one that was looked at; null: whichever it has by now
     */
    public record Item(
            @NotNull(message = REQUIRED) UUID id,
            @Text(max = 100) String revision) {}
}
