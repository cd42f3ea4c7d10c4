package dev.replyloop.feedback;

/**
 * What became of one verdict of a batch: a receipt or a failure.
 *
 * @param receipt null where it failed
 * @param failure null where it was written
 */
record Written(FeedbackReceipt receipt, Throwable failure) {

    static Written as(FeedbackReceipt receipt) {
        return new Written(receipt, null);
    }

    static Written failed(Throwable failure) {
        return new Written(null, failure);
    }
}
