/**
 * Topics: what customers write about, found by itself. Pure so far: messages with their vectors and the grouping until
 * now come in, the next grouping goes out, and nothing is read or stored.
 *
 * <p>{@link dev.replyloop.topics.Regrouping} groups what there is; {@link dev.replyloop.topics.TopicVote} places what
 * arrives in between; {@link dev.replyloop.topics.Grouping} takes people's corrections, which every regrouping keeps.
 */
package dev.replyloop.topics;
