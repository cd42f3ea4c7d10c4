package dev.replyloop.analytics;

/**
 * How often an AI reply was rejected.
 *
 * @param aiReplyId SHA-256 of the AI reply; null where its number tells it
 * @param number its number among the replies that were rejected repeatedly; null where it has none
 * @param lastMicros when it last was, in microseconds since 1970
 */
record RejectionCounts(byte[] aiReplyId, Integer number, long rejections, long overridden, long lastMicros) {}
