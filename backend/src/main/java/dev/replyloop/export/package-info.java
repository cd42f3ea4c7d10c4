/**
 * What agents corrected and reviewers approved, as training files that trainers take as they are.
 *
 * <p>{@link dev.replyloop.export.CurationWorker} finds out behind the intake what an export must leave out and mask; {@link
 * dev.replyloop.export.TrainingExport} streams a file; {@link dev.replyloop.export.RowFormat} is pure and knows the shapes.
 */
package dev.replyloop.export;
