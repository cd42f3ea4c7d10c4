package dev.replyloop.bench.cases;

/**
 * A rejection and what it truly is.
 *
 * @param fault which fault it is of; null: it stands alone
 */
record LabelledRejection(String fault, String aiReply, String agentReply, String message) {}
