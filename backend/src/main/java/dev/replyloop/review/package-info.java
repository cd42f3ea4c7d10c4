/**
 * People look at what the AI is to learn: they approve, exclude or reword it, one by one out of a queue or many at once.
 *
 * <p>{@link dev.replyloop.review.ReviewQueue} gives each reviewer the next training prompt, {@link
 * dev.replyloop.review.Reviews} stores what they decide.
 */
package dev.replyloop.review;
