/**
 * What the AI learns from: the training prompt that is built from each feedback, and its ways out.
 *
 * <p>{@link dev.replyloop.training.TrainingPromptBuilder} is pure and is called by the intake; {@link
 * dev.replyloop.training.TrainingPrompt} may be read by every feature.
 */
package dev.replyloop.training;
