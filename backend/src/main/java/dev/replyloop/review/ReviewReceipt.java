package dev.replyloop.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.replyloop.shared.problem.Problem;
import java.util.List;
import java.util.UUID;

/**
 * What became of a decision on many training prompts.
 *
 * @param results one for each item, in their order
 */
public record ReviewReceipt(List<Result> results) {

    /**
     * What became of one.
     *
     * @param status what it would have been answered with alone
     * @param problem why it was refused; null where it was not
     */
    public record Result(
            UUID id,
            int status,
            @JsonInclude(JsonInclude.Include.NON_NULL) Problem problem) {}
}
