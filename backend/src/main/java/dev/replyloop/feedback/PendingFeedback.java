package dev.replyloop.feedback;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * A verdict that was let in, and the promise of its receipt.
 *
 * @param weight about how many bytes it takes up
 */
record PendingFeedback(PreparedFeedback verdict, CompletableFuture<FeedbackReceipt> receipt, int weight) {

    static PendingFeedback of(PreparedFeedback verdict) {
        return new PendingFeedback(verdict, new CompletableFuture<>(), verdict.weight());
    }

    UUID messageId() {
        return verdict.identity().messageId();
    }

    /** Completed on the writer's thread: the framework answers each request on that request's event loop. */
    void answer(WriteResult written) {
        if (written.failure() == null) {
            receipt.complete(written.receipt());
        } else {
            receipt.completeExceptionally(written.failure());
        }
    }
}
