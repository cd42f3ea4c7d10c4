package dev.replyloop.embedding;

import java.util.UUID;

/**
 * A customer message and where it lies.
 *
 * @param text as the customer wrote it
 * @param vector of its masked text, of length 1; all that are grouped together come from one model
 */
public record EmbeddedMessage(UUID id, String text, float[] vector) {}
