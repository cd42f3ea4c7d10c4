package dev.replyloop.text;

/**
 * A customer message and its right reply, without what names a person.
 *
 * @param message the masked message
 * @param reply the masked reply; the same thing has the same placeholder in both
 */
public record MaskedPair(String message, String reply) {}
