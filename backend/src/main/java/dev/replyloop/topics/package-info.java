/**
 * Topics: what customers write about, found by itself.
 *
 * <p>The engine is pure: {@link dev.replyloop.topics.clustering.TopicClustering} groups what there is; {@link
 * dev.replyloop.topics.clustering.NearestNeighbourClassifier} places what arrives in between; {@link dev.replyloop.topics.clustering.Grouping} takes people's
 * corrections, which every regrouping keeps. {@link dev.replyloop.topics.worker.TopicWorker} runs it in the background, on one
 * instance at a time, and keeps its results in the database.
 *
 * <p>{@code TopicResource -> TopicService} show the topics that are stored and take people's corrections. Others may ask {@link
 * dev.replyloop.topics.TopicProgressReader} where the topics stand, and show their {@link
 * dev.replyloop.topics.TypicalMessage}s.
 */
package dev.replyloop.topics;
