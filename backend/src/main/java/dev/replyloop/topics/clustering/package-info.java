/**
 * Groups messages by their vectors. Pure: {@link dev.replyloop.topics.clustering.TopicClustering} groups what there is, {@link
 * dev.replyloop.topics.clustering.NearestNeighbourClassifier} places what arrives in between, {@link
 * dev.replyloop.topics.clustering.Grouping} holds the result and people's corrections, which every clustering keeps. Called by
 * the worker.
 */
package dev.replyloop.topics.clustering;
