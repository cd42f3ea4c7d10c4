/**
 * Keeps the counters true to the feedback: checks at the start that they were counted in this deployment's zone, and
 * recounts them on command, and folds in the background what writers only noted. Writing and reading them is the business of
 * {@code feedback} and {@code analytics}. Nobody calls in.
 */
package dev.replyloop.counters;
