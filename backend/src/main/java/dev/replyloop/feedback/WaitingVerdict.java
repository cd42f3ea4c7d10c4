package dev.replyloop.feedback;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * A verdict that was let in, and whoever waits for its receipt.
 *
 * @param weight about how many bytes it takes up
 */
record WaitingVerdict(Verdict verdict, CompletableFuture<FeedbackReceipt> receipt, int weight) {

    static WaitingVerdict of(Verdict verdict) {
        return new WaitingVerdict(verdict, new CompletableFuture<>(), verdict.weight());
    }

    UUID messageId() {
        return verdict.identity().messageId();
    }

    /** Whoever waits goes on where it likes: the framework answers each request on that request's event loop. */
    void answer(Written written) {
        if (written.failure() == null) {
            receipt.complete(written.receipt());
        } else {
            receipt.completeExceptionally(written.failure());
        }
    }
}
