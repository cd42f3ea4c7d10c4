/**
 * Embeds, places and clusters messages in the background, on one instance at a time; {@link
 * dev.replyloop.topics.worker.TopicWorker} is its thread. Nobody calls in: it follows the database.
 */
package dev.replyloop.topics.worker;
