/**
 * Topics: what customers write about, found without anybody labelling it.
 *
 * <p>{@code TopicResource -> TopicService} show the topics that are stored and take people's corrections. {@code clustering}
 * finds them, {@code labels} names them, {@code worker} runs both in the background. Others may ask {@link
 * dev.replyloop.topics.TopicProgressReader} where the topics stand, and show their {@link
 * dev.replyloop.topics.TypicalMessage}s.
 */
package dev.replyloop.topics;
