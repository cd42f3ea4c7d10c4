package dev.replyloop.topics.clustering;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * The topics, and which message belongs to which. A person's correction gives a new grouping.
 *
 * <p>A correction pins the messages it is about: it says of each "this belongs there". That is all a regrouping has to
 * keep, whatever it finds by itself.
 *
 * @param topics in the order of their sizes at the regrouping, largest first
 * @param placements one for each message, in the order of their arrival
 */
public record Grouping(List<Topic> topics, List<TopicAssignment> placements) {

    /** Before the first. */
    public static final Grouping NONE = new Grouping(List.of(), List.of());

    public Grouping {
        topics = List.copyOf(topics);
        placements = List.copyOf(placements);
    }

    /** @throws NoSuchElementException if there is no such topic */
    public Topic topic(UUID id) {
        return topics.stream()
                .filter(topic -> topic.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("No topic " + id));
    }

    /**
     * Gives a topic the name a person chose.
     *
     * @throws NoSuchElementException if there is no such topic
     */
    public Grouping rename(UUID id, String name) {
        return correct(id, old -> new Topic(id, name, old.typicalMessageId(), true, old.hidden(), true));
    }

    /**
     * Hides a topic, or shows it again.
     *
     * @throws NoSuchElementException if there is no such topic
     */
    public Grouping hide(UUID id, boolean hidden) {
        return correct(id, old -> new Topic(id, old.name(), old.typicalMessageId(), old.namedByPerson(), hidden, true));
    }

    /**
     * Makes two topics one, which keeps the id and the name of {@code into}.
     *
     * @throws NoSuchElementException if there is no such topic
     * @throws IllegalArgumentException if they are the same
     */
    public Grouping merge(UUID id, UUID into) {
        if (id.equals(into)) {
            throw new IllegalArgumentException("A topic can't be merged with itself");
        }
        topic(id);
        Grouping moved = new Grouping(
                topics.stream().filter(topic -> !topic.id().equals(id)).toList(),
                placements.stream()
                        .map(place ->
                                id.equals(place.topicId()) ? new TopicAssignment(place.messageId(), into, true) : place)
                        .toList());
        return moved.correct(into, Grouping::corrected);
    }

    /**
     * Moves a message out of its topic into one of its own.
     *
     * @param newTopicId the new topic's
     * @param name the new topic's, chosen by the person
     * @throws NoSuchElementException if there is no such message
     */
    public Grouping splitOff(UUID messageId, UUID newTopicId, String name) {
        if (placements.stream().noneMatch(place -> place.messageId().equals(messageId))) {
            throw new NoSuchElementException("No message " + messageId);
        }
        List<Topic> extended = new ArrayList<>(topics);
        extended.add(new Topic(newTopicId, name, messageId, true, false, true));
        return new Grouping(
                extended,
                placements.stream()
                        .map(place -> place.messageId().equals(messageId)
                                ? new TopicAssignment(messageId, newTopicId, true)
                                : place)
                        .toList());
    }

    private static Topic corrected(Topic old) {
        return new Topic(old.id(), old.name(), old.typicalMessageId(), old.namedByPerson(), old.hidden(), true);
    }

    /** Changes a topic, and pins what it holds now. */
    private Grouping correct(UUID id, UnaryOperator<Topic> change) {
        topic(id);
        return new Grouping(
                topics.stream()
                        .map(topic -> topic.id().equals(id) ? change.apply(topic) : topic)
                        .toList(),
                placements.stream()
                        .map(place ->
                                id.equals(place.topicId()) ? new TopicAssignment(place.messageId(), id, true) : place)
                        .toList());
    }
}
