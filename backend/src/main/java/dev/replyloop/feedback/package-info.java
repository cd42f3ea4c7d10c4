/**
 * Takes verdicts, shows them and erases them.
 *
 * <p>The hot write path is {@code FeedbackResource -> FeedbackIntake -> FeedbackWriter -> write-verdicts.sql}; reads go
 * through the Panache entities. Others may use the entities {@link dev.replyloop.feedback.Feedback} and {@link
 * dev.replyloop.feedback.CustomerMessage} and the closed set {@link dev.replyloop.feedback.Reason}; all else is for this
 * package alone.
 */
package dev.replyloop.feedback;
