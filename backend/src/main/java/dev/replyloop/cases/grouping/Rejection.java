package dev.replyloop.cases.grouping;

/**
 * A rejected AI reply, by the meaning of its texts. All vectors are of length 1 and come from one model, out of what {@link
 * CaseText} leaves of a text.
 *
 * @param aiReply of what the AI said
 * @param agentReply of what the agent sent instead; null where there is none
 * @param message of what the customer had written; null where it is not known
 */
public record Rejection(float[] aiReply, float[] agentReply, float[] message) {}
