package dev.replyloop.bench.topics;

import dev.replyloop.embedding.EmbeddingModel;
import dev.replyloop.embedding.EmbeddedMessage;
import dev.replyloop.topics.clustering.Grouping;
import dev.replyloop.topics.labels.PhraseVectors;
import dev.replyloop.topics.clustering.TopicAssignment;
import dev.replyloop.topics.clustering.TopicClustering;
import dev.replyloop.topics.clustering.ClusteringSchedule;
import dev.replyloop.topics.clustering.TopicSettings;
import dev.replyloop.topics.clustering.NearestNeighbourClassifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Lets messages arrive one by one as in service: each is placed by vote, and all are regrouped when that is due. */
final class Replay {

    /** From here on a regrouping of its own for every thousand would take hours: one more comes at the end. */
    static final int REGROUPED_UP_TO = 20_000;

    private static final String OTHER = "Other";

    /** The grouping after the last message. */
    Grouping grouping = Grouping.NONE;

    int regroupings;
    double changedSum;
    double changedMost;
    double secondsOfLastRegrouping;
    /** Of each message that came when topics existed, in order: where the vote put it; with its label. */
    final List<String> atArrival = new ArrayList<>();

    final List<String> labelsAtArrival = new ArrayList<>();

    private final TopicClustering clustering;

    Replay(TopicSettings settings, EmbeddingModel model) {
        AtomicLong ids = new AtomicLong();
        clustering = new TopicClustering(settings, () -> new UUID(0, ids.incrementAndGet()), new PhraseVectors(model));
    }

    void run(List<EmbeddedMessage> messages, List<String> labels) throws InterruptedException {
        List<TopicAssignment> placements = new ArrayList<>();
        NearestNeighbourClassifier vote = null;
        int due = ClusteringSchedule.next(0);
        for (int i = 0; i < messages.size(); i++) {
            EmbeddedMessage message = messages.get(i);
            UUID topic = null;
            if (vote != null) {
                topic = vote.topicOf(message.vector());
                atArrival.add(name(topic));
                labelsAtArrival.add(labels.get(i));
                if (topic != null) {
                    vote.add(message.id(), message.vector(), topic);
                }
            }
            placements.add(new TopicAssignment(message.id(), topic, false));
            int arrived = i + 1;
            if (arrived == due && arrived <= REGROUPED_UP_TO) {
                placements = regroup(messages.subList(0, arrived), placements);
                vote = NearestNeighbourClassifier.of(messages.subList(0, arrived), grouping);
                due = ClusteringSchedule.next(arrived);
            }
        }
        regroup(messages, placements);
    }

    private List<TopicAssignment> regroup(List<EmbeddedMessage> messages, List<TopicAssignment> before)
            throws InterruptedException {
        long start = System.nanoTime();
        grouping = clustering.regroup(messages, new Grouping(grouping.topics(), before));
        secondsOfLastRegrouping = (System.nanoTime() - start) / 1e9;
        int both = 0;
        int changed = 0;
        for (int i = 0; i < before.size(); i++) {
            UUID old = before.get(i).topicId();
            UUID now = grouping.placements().get(i).topicId();
            if (old != null && now != null) {
                both++;
                changed += old.equals(now) ? 0 : 1;
            }
        }
        if (both > 0) {
            double share = (double) changed / both;
            regroupings++;
            changedSum += share;
            changedMost = Math.max(changedMost, share);
        }
        return new ArrayList<>(grouping.placements());
    }

    List<String> found() {
        return grouping.placements().stream()
                .map(placement -> name(placement.topicId()))
                .toList();
    }

    /** Of each message its topic, null for none. */
    List<UUID> topics() {
        List<UUID> topics = new ArrayList<>();
        grouping.placements().forEach(placement -> topics.add(placement.topicId()));
        return topics;
    }

    double shareInOther() {
        long other = grouping.placements().stream()
                .filter(placement -> placement.topicId() == null)
                .count();
        return (double) other / grouping.placements().size();
    }

    Map<UUID, Integer> sizes() {
        Map<UUID, Integer> sizes = new HashMap<>();
        grouping.placements().forEach(placement -> sizes.merge(
                placement.topicId() == null ? new UUID(0, 0) : placement.topicId(), 1, Integer::sum));
        return sizes;
    }

    private static String name(UUID topic) {
        return topic == null ? OTHER : topic.toString();
    }
}
