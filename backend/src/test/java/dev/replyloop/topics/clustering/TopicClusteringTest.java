package dev.replyloop.topics.clustering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.embedding.EmbeddedMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class TopicClusteringTest {

    private final Crowds crowds = new Crowds(5);
    private final Supplier<UUID> ids = Crowds.ids();
    private final TopicClustering clustering = new TopicClustering(TopicSettings.DEFAULT, ids);

    @Example
    void findsTheMattersAndNamesThem() throws InterruptedException {
        Grouping grouping = clustering.regroup(crowds.add(320, 8).messages(), Grouping.NONE);
        assertEquals(8, grouping.topics().size());
        for (TopicAssignment placement : grouping.placements()) {
            assertEquals(crowds.topicOf(crowds.matterOf(placement.messageId()), grouping), placement.topicId());
        }
        Set<String> names = grouping.topics().stream().map(Topic::name).collect(Collectors.toSet());
        assertEquals(8, names.size(), names.toString());
        assertEquals(
                "Card declined at shop",
                grouping.topic(crowds.topicOf(0, grouping)).name());
        for (Topic topic : grouping.topics()) {
            assertEquals(topic.id(), crowds.topicOf(crowds.matterOf(topic.typicalMessageId()), grouping));
        }
    }

    /** Templates: the nearest forty of each message are its copies, whichever way its matter can be worded. */
    @Example
    void manyCopiesOfFewWordingsAreNoTopicsOfTheirOwn() throws InterruptedException {
        Grouping grouping = clustering.regroup(crowds.addCopies(5, 12, 110).messages(), Grouping.NONE);
        assertEquals(5, grouping.topics().size());
        for (TopicAssignment placement : grouping.placements()) {
            assertEquals(crowds.topicOf(crowds.matterOf(placement.messageId()), grouping), placement.topicId());
        }
    }

    @Example
    void givesTheSameForTheSame() throws InterruptedException {
        List<EmbeddedMessage> messages = crowds.add(300, 7).messages();
        Grouping first = new TopicClustering(TopicSettings.DEFAULT, Crowds.ids()).regroup(messages, Grouping.NONE);
        TopicSettings threads =
                new TopicSettings(TopicSettings.DEFAULT.granularity(), TopicSettings.DEFAULT.latest(), 3);
        assertEquals(first, new TopicClustering(threads, Crowds.ids()).regroup(messages, Grouping.NONE));
    }

    @Example
    void keepsTheIdsOfTopicsThatGoOn() throws InterruptedException {
        Grouping before = clustering.regroup(crowds.add(300, 6).messages(), Grouping.NONE);
        Grouping after = clustering.regroup(crowds.add(400, 8).messages(), before);
        assertEquals(8, after.topics().size());
        for (int matter = 0; matter < 6; matter++) {
            assertEquals(crowds.topicOf(matter, before), crowds.topicOf(matter, after));
        }
        assertTrue(before.topics().stream().noneMatch(topic -> topic.id().equals(crowds.topicOf(7, after))));
    }

    @Example
    void aSplinterGoesToItsMatterAndWhatIsFarStaysApart() throws InterruptedException {
        crowds.add(800, 8).addBeside(0, 8, 0.6);
        Grouping grouping = clustering.regroup(crowds.messages(), Grouping.NONE);
        assertEquals(8, grouping.topics().size());
        assertEquals(crowds.topicOf(0, grouping), last(grouping).topicId());

        crowds.addBeside(0, 8, 2);
        grouping = clustering.regroup(crowds.messages(), Grouping.NONE);
        assertEquals(9, grouping.topics().size());
        assertNotEquals(crowds.topicOf(0, grouping), last(grouping).topicId());
    }

    private static TopicAssignment last(Grouping grouping) {
        return grouping.placements().get(grouping.placements().size() - 1);
    }

    @Example
    void leavesWhatStandsAloneInOther() throws InterruptedException {
        crowds.add(300, 6);
        EmbeddedMessage alone = crowds.addAbout(7);
        Grouping grouping = clustering.regroup(crowds.messages(), Grouping.NONE);
        assertNull(placement(grouping, alone.id()).topicId());
    }

    @Example
    void placesMessagesOlderThanTheLatestByVote() throws InterruptedException {
        TopicSettings few = new TopicSettings(TopicSettings.DEFAULT.granularity(), 300, 1);
        List<EmbeddedMessage> messages = crowds.add(500, 5).messages();
        Grouping grouping = new TopicClustering(few, ids).regroup(messages, Grouping.NONE);
        assertEquals(messages.stream().map(EmbeddedMessage::id).toList(), ids(grouping));
        assertTrue(grouping.placements().stream()
                .allMatch(placement -> crowds.topicOf(crowds.matterOf(placement.messageId()), grouping)
                        .equals(placement.topicId())));
    }

    @Example
    void takesNoMessagesAndVeryFew() throws InterruptedException {
        assertEquals(Grouping.NONE, clustering.regroup(List.of(), Grouping.NONE));
        crowds.add(2, 2);
        assertEquals(
                2,
                clustering
                        .regroup(crowds.messages(), Grouping.NONE)
                        .placements()
                        .size());
    }

    @Example
    void aNewNameSurvives() throws InterruptedException {
        Grouping grouping = clustering.regroup(crowds.add(300, 6).messages(), Grouping.NONE);
        UUID topic = crowds.topicOf(2, grouping);
        grouping = threeTimes(grouping.rename(topic, "Cannot sign in"));
        assertEquals("Cannot sign in", grouping.topic(topic).name());
        assertEquals(topic, crowds.topicOf(2, grouping));
    }

    @Example
    void mergedTopicsStayOne() throws InterruptedException {
        Grouping grouping = clustering.regroup(crowds.add(300, 6).messages(), Grouping.NONE);
        UUID parcel = crowds.topicOf(1, grouping);
        UUID refund = crowds.topicOf(3, grouping);
        String name = grouping.topic(parcel).name();
        grouping = threeTimes(grouping.merge(refund, parcel));
        assertEquals(parcel, crowds.topicOf(1, grouping));
        assertEquals(parcel, crowds.topicOf(3, grouping));
        assertTrue(grouping.topics().stream().noneMatch(topic -> topic.id().equals(refund)));
        for (TopicAssignment placement : grouping.placements()) {
            int matter = crowds.matterOf(placement.messageId());
            assertEquals(matter == 1 || matter == 3, parcel.equals(placement.topicId()), "message about " + matter);
        }
        assertNotEquals(null, name);
    }

    @Example
    void aMessageSplitOffStaysApartAndDrawsNobodyAlong() throws InterruptedException {
        Grouping grouping = clustering.regroup(crowds.add(300, 6).messages(), Grouping.NONE);
        UUID old = crowds.topicOf(4, grouping);
        UUID message = grouping.placements().stream()
                .filter(placement -> old.equals(placement.topicId()))
                .findFirst()
                .orElseThrow()
                .messageId();
        UUID own = ids.get();
        grouping = threeTimes(grouping.splitOff(message, own, "Tablet"));
        assertEquals("Tablet", grouping.topic(own).name());
        assertEquals(new TopicAssignment(message, own, true), placement(grouping, message));
        assertEquals(old, crowds.topicOf(4, grouping));
        assertEquals(
                1,
                grouping.placements().stream()
                        .filter(placement -> own.equals(placement.topicId()))
                        .count());
    }

    @Example
    void aHiddenTopicStaysHiddenWithItsMessages() throws InterruptedException {
        Grouping grouping = clustering.regroup(crowds.add(300, 6).messages(), Grouping.NONE);
        UUID topic = crowds.topicOf(5, grouping);
        grouping = threeTimes(grouping.hide(topic, true));
        assertTrue(grouping.topic(topic).hidden());
        assertEquals(topic, crowds.topicOf(5, grouping));
        assertEquals(false, grouping.hide(topic, false).topic(topic).hidden());
    }

    @Example
    void refusesCorrectionsOfWhatIsNotThere() {
        UUID nobody = new UUID(0, 0);
        assertThrows(NoSuchElementException.class, () -> Grouping.NONE.rename(nobody, "x"));
        assertThrows(NoSuchElementException.class, () -> Grouping.NONE.hide(nobody, true));
        assertThrows(NoSuchElementException.class, () -> Grouping.NONE.merge(nobody, new UUID(0, 1)));
        assertThrows(IllegalArgumentException.class, () -> Grouping.NONE.merge(nobody, nobody));
        assertThrows(NoSuchElementException.class, () -> Grouping.NONE.splitOff(nobody, new UUID(0, 1), "x"));
    }

    /** Whatever people did, in whatever order: every message that they put somewhere is still there. */
    @Property(tries = 12)
    void anyCorrectionsSurviveThreeRegroupings(@ForAll List<@IntRange(max = 23) Integer> deeds)
            throws InterruptedException {
        Crowds crowd = new Crowds(deeds.size());
        TopicClustering again = new TopicClustering(TopicSettings.DEFAULT, ids);
        Grouping grouping = again.regroup(crowd.add(300, 6).messages(), Grouping.NONE);
        for (int deed : deeds.subList(0, Math.min(6, deeds.size()))) {
            UUID topic = grouping.topics().get(deed % grouping.topics().size()).id();
            UUID next =
                    grouping.topics().get((deed + 1) % grouping.topics().size()).id();
            grouping = switch (deed % 4) {
                case 0 -> grouping.rename(topic, "Name " + deed);
                case 1 -> grouping.hide(topic, true);
                case 2 -> topic.equals(next) ? grouping : grouping.merge(topic, next);
                default -> grouping.splitOff(crowd.messages().get(deed).id(), ids.get(), "Own " + deed);
            };
        }
        Grouping corrected = grouping;
        for (int round = 0; round < 3; round++) {
            grouping = again.regroup(crowd.add(100, 8).messages(), grouping);
        }
        Map<UUID, TopicAssignment> now = grouping.placements().stream()
                .collect(Collectors.toMap(TopicAssignment::messageId, placement -> placement));
        for (TopicAssignment placement : corrected.placements()) {
            if (placement.byPerson()) {
                assertEquals(placement, now.get(placement.messageId()));
            }
        }
        for (Topic topic : corrected.topics()) {
            if (topic.corrected()) {
                Topic kept = grouping.topic(topic.id());
                assertEquals(topic.hidden(), kept.hidden());
                assertTrue(!topic.namedByPerson() || topic.name().equals(kept.name()));
            }
        }
        assertEquals(
                grouping.topics().size(),
                new HashSet<>(grouping.topics().stream().map(Topic::id).toList()).size());
    }

    /** As time goes on: more messages, placed by vote, then all regrouped. */
    private Grouping threeTimes(Grouping grouping) throws InterruptedException {
        Grouping current = grouping;
        for (int round = 0; round < 3; round++) {
            NearestNeighbourClassifier vote = NearestNeighbourClassifier.of(crowds.messages(), current);
            List<TopicAssignment> placements = new ArrayList<>(current.placements());
            for (int i = 0; i < 150; i++) {
                EmbeddedMessage message = crowds.addAbout(i % (6 + round));
                placements.add(new TopicAssignment(message.id(), vote.topicOf(message.vector()), false));
            }
            current = clustering.regroup(crowds.messages(), new Grouping(current.topics(), placements));
        }
        return current;
    }

    private static TopicAssignment placement(Grouping grouping, UUID message) {
        return grouping.placements().stream()
                .filter(placement -> placement.messageId().equals(message))
                .findFirst()
                .orElseThrow();
    }

    private static List<UUID> ids(Grouping grouping) {
        return grouping.placements().stream().map(TopicAssignment::messageId).toList();
    }
}
