package dev.replyloop.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * Many verdicts in one request.
 *
 * @param items each read on its own, so that one that can't be read fails no other
 */
public record FeedbackBatch(
        @NotNull(message = "is required") @Size(min = 1, max = MAX, message = "must hold from 1 to " + MAX + " items")
        List<JsonNode> items) {

    /** The most items of a batch. */
    static final int MAX = 1_000;
}
