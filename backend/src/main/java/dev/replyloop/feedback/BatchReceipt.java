package dev.replyloop.feedback;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.replyloop.shared.problem.Problem;
import java.util.List;
import java.util.UUID;

/** The answer to a batch: one result an item, in the items' order. */
public record BatchReceipt(List<Result> results) {

    /**
     * @param index the item's place, from 0
     * @param status what the item alone would have been answered with
     * @param id the feedback's id; null where it was refused
     * @param outcome what became of it; null where it was refused
     * @param problem why it was refused; null where it was taken
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Result(int index, int status, UUID id, Outcome outcome, Problem problem) {

        static Result taken(int index, FeedbackReceipt receipt) {
            return new Result(index, receipt.status(), receipt.id(), receipt.outcome(), null);
        }

        static Result refused(int index, Problem problem) {
            return new Result(index, problem.status(), null, null, problem);
        }
    }
}
