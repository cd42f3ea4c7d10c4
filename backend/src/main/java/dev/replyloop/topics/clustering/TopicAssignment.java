package dev.replyloop.topics.clustering;

import java.util.UUID;

/**
 * Which topic a customer message belongs to.
 *
 * @param topicId null for "Other"
 * @param byPerson whether a person's correction put it there: then nothing but another correction moves it
 */
public record TopicAssignment(UUID messageId, UUID topicId, boolean byPerson) {}
