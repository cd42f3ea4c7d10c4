package dev.replyloop.feedback;

import dev.replyloop.shared.problem.ProblemException;
import dev.replyloop.shared.problem.ProblemType;

/**
 * What became of one verdict of a batch: a receipt or a failure.
 *
 * @param receipt null where it failed
 * @param failure null where it was written
 */
record WriteResult(FeedbackReceipt receipt, Throwable failure) {

    static WriteResult as(FeedbackReceipt receipt) {
        return new WriteResult(receipt, null);
    }

    /** Whether it waited in vain for a lock. */
    boolean isLocked() {
        return failure instanceof ProblemException problem && problem.type() == ProblemType.LOCKED;
    }

    static WriteResult failed(Throwable failure) {
        return new WriteResult(null, failure);
    }
}
