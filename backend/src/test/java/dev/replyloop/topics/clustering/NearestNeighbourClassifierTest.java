package dev.replyloop.topics.clustering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.embedding.EmbeddedMessage;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class NearestNeighbourClassifierTest {

    private final Crowds crowds = new Crowds(9);

    @Example
    void placesAMessageAmongItsLikes() throws InterruptedException {
        Grouping grouping = grouped(6);
        NearestNeighbourClassifier vote = NearestNeighbourClassifier.of(crowds.messages(), grouping);
        for (int i = 0; i < 60; i++) {
            assertEquals(
                    crowds.topicOf(i % 6, grouping),
                    vote.topicOf(crowds.addAbout(i % 6).vector()));
        }
    }

    @Example
    void callsWhatNobodyWroteBeforeOther() throws InterruptedException {
        Grouping grouping = grouped(6);
        NearestNeighbourClassifier vote = NearestNeighbourClassifier.of(crowds.messages(), grouping);
        assertNull(vote.topicOf(crowds.addAbout(7).vector()));
    }

    @Example
    void placesBesideItsTwinWhatIsFarFromTheTopicsMiddle() throws InterruptedException {
        Grouping grouping = grouped(6);
        NearestNeighbourClassifier vote = NearestNeighbourClassifier.of(crowds.messages(), grouping);
        UUID topic = crowds.topicOf(0, grouping);
        for (EmbeddedMessage unusual : List.of(crowds.addAbout(7), crowds.addAbout(7), crowds.addAbout(7))) {
            vote.add(unusual.id(), unusual.vector(), topic);
        }
        assertEquals(topic, vote.topicOf(crowds.addAbout(7).vector()));
    }

    @Example
    void listensToWhatItHasPlacedUntilThatIsForgotten() throws InterruptedException {
        Grouping grouping = grouped(6);
        NearestNeighbourClassifier vote = NearestNeighbourClassifier.of(crowds.messages(), grouping);
        UUID topic = new UUID(7, 7);
        List<EmbeddedMessage> newcomers =
                List.of(crowds.addAbout(7), crowds.addAbout(7), crowds.addAbout(7), crowds.addAbout(7));
        newcomers.forEach(message -> vote.add(message.id(), message.vector(), topic));
        float[] next = crowds.addAbout(7).vector();
        assertEquals(topic, vote.topicOf(next));
        newcomers.forEach(message -> vote.forget(message.id()));
        assertNull(vote.topicOf(next));
    }

    @Example
    void placesNothingWhereThereAreNoTopics() {
        crowds.add(10, 2);
        NearestNeighbourClassifier vote = NearestNeighbourClassifier.of(crowds.messages(), Grouping.NONE);
        assertNull(vote.topicOf(crowds.messages().get(0).vector()));
    }

    @Example
    void regroupsFirstAtThreeHundredAndThenEverLater() {
        assertEquals(300, ClusteringSchedule.next(0));
        assertEquals(330, ClusteringSchedule.next(300));
        assertEquals(2_200, ClusteringSchedule.next(2_000));
        assertEquals(91_000, ClusteringSchedule.next(90_000));
    }

    @Property
    void theNextRegroupingIsAlwaysAhead(@ForAll @IntRange(max = 1_000_000) int lastAt) {
        assertTrue(ClusteringSchedule.next(lastAt) > lastAt);
    }

    private Grouping grouped(int matters) throws InterruptedException {
        return new TopicClustering(TopicSettings.DEFAULT, Crowds.ids())
                .regroup(crowds.add(300, matters).messages(), Grouping.NONE);
    }
}
