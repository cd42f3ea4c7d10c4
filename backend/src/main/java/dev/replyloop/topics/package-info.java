/**
 * Topics: what customers write about, found by itself. The grouping is pure: messages with their vectors and the grouping
 * until now come in, the next grouping goes out, and nothing is read or stored.
 *
 * <p>{@link dev.replyloop.topics.Regrouping} groups what there is; {@link dev.replyloop.topics.TopicVote} places what
 * arrives in between; {@link dev.replyloop.topics.Grouping} takes people's corrections, which every regrouping keeps.
 *
 * <p>{@code TopicResource -> TopicBook} show the topics that are stored and take people's corrections. Others may ask {@link
 * dev.replyloop.topics.TopicProgressReader} where the topics stand, and show their {@link
 * dev.replyloop.topics.TypicalMessage}s.
 */
package dev.replyloop.topics;
