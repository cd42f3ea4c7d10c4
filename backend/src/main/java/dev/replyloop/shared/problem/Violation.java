package dev.replyloop.shared.problem;

/**
 * One field or parameter at fault.
 *
 * @param field its path in the body ({@code items[3].message} style) or its name in the query
 * @param message what is wrong with it, in a phrase that follows the name
 */
public record Violation(String field, String message) {}
