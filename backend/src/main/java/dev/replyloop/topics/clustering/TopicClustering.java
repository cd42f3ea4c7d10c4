package dev.replyloop.topics.clustering;

import dev.replyloop.embedding.EmbeddedMessage;
import dev.replyloop.embedding.KnnGraph;
import dev.replyloop.embedding.Vectors;
import dev.replyloop.topics.labels.TopicLabeler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Finds the topics: groups the graph of each message's nearest, joins what is one matter, keeps the ids of topics that
 * go on and whatever people have corrected, and names the rest. The same input gives the same topics.
 */
public final class TopicClustering {

    private static final int MIN_NEIGHBOURS = 8;
    private static final int MAX_NEIGHBOURS = 40;
    /** Neighbours grow with the messages, if more slowly: topics can then grow instead of breaking up. */
    private static final double GROWTH_OF_NEIGHBOURS = 2 / 3.0;

    private static final double NEIGHBOURS_OF_ONE = 1 / 16.0;

    private static final double SHARPNESS = 5;
    private static final double RESOLUTION = 9;
    /** Fewer messages than a few hundred would all stand alone at that. */
    private static final double MESSAGES_TO_A_RESOLUTION = 35;

    /** Of an edge inside a topic that exists, when messages are grouped; what is one matter is then joined without regard. */
    private static final double LOYALTY = 2;

    /** What the resolution and the joining are made for; of more messages, those that say nearly the same count once. */
    private static final int MAX_WORDINGS = 6_000;

    /** The joining looks farther around and less sharply than the grouping. */
    private static final int NEIGHBOURS_OF_JOINING = 40;

    private static final double SHARPNESS_OF_JOINING = 2;
    /** A topic of five says something; among the first few hundred messages one of three does. */
    private static final int MIN_SIZE = 5;

    private static final int MIN_SIZE_OF_FEW = 3;
    private static final int MESSAGES_TO_A_LEAST_SIZE = 200;
    /** A group belongs to a corrected topic if that topic's pins lie in it at least this densely, compared with all. */
    private static final double MIN_PIN_DENSITY = 0.25;

    private final TopicSettings settings;
    private final Supplier<UUID> newIds;
    private final Function<String, float[]> phraseVectors;

    /**
     * Names topics by their messages' words alone.
     *
     * @param newIds asked for the id of each new topic, in a fixed order
     */
    public TopicClustering(TopicSettings settings, Supplier<UUID> newIds) {
        this(settings, newIds, null);
    }

    /**
     * @param newIds asked for the id of each new topic, in a fixed order
     * @param phraseVectors gives a phrase the vector that a message of these words would have; asked for some of each
     *     topic's phrases, to name it
     */
    public TopicClustering(TopicSettings settings, Supplier<UUID> newIds, Function<String, float[]> phraseVectors) {
        this.settings = settings;
        this.newIds = newIds;
        this.phraseVectors = phraseVectors;
    }

    /**
     * @param messages in the order of their arrival; the latest of them are grouped, the others follow by vote
     * @param before the grouping until now, with what was placed by vote since; what it says of other messages is left
     *     out
     * @return a placement for each of the messages, in their order
     * @throws InterruptedException if the calling thread is interrupted
     */
    public Grouping regroup(List<EmbeddedMessage> messages, Grouping before) throws InterruptedException {
        if (messages.isEmpty()) {
            return before;
        }
        int older = Math.max(0, messages.size() - settings.latest());
        List<EmbeddedMessage> latest = messages.subList(older, messages.size());
        Now now = new Now(latest, before);
        Grouping grouped = name(latest, now, assignTopics(now, group(now)));
        return withVotes(messages, older, before, grouped);
    }

    /** What a grouping starts from, in arrays by message and topic number. */
    private static final class Now {

        final float[][] vectors;
        final List<Topic> topics;
        /** Of each message the number of its topic, -1 for none. */
        final int[] topicOf;

        final boolean[] pinned;

        Now(List<EmbeddedMessage> messages, Grouping before) {
            topics = before.topics();
            Map<UUID, Integer> numbers = new HashMap<>();
            for (int topic = 0; topic < topics.size(); topic++) {
                numbers.put(topics.get(topic).id(), topic);
            }
            Map<UUID, TopicAssignment> placements = new HashMap<>();
            before.placements().forEach(placement -> placements.put(placement.messageId(), placement));

            float[][] raw = messages.stream().map(EmbeddedMessage::vector).toArray(float[][]::new);
            float[] mean = Vectors.mean(raw);
            vectors = new float[raw.length][];
            topicOf = new int[raw.length];
            pinned = new boolean[raw.length];
            for (int i = 0; i < raw.length; i++) {
                vectors[i] = Vectors.centred(raw[i], mean);
                TopicAssignment placement = placements.get(messages.get(i).id());
                Integer topic = placement == null ? null : numbers.get(placement.topicId());
                topicOf[i] = topic == null ? -1 : topic;
                pinned[i] = topic != null && placement.byPerson();
            }
        }

        boolean isCorrected(int topic) {
            return topics.get(topic).corrected();
        }
    }

    /** Of each message its group, or -1; groups that a corrected topic claims have its number in {@code claims}. */
    private record Groups(int[] groupOf, int count, int[] claims) {}

    private Groups group(Now now) throws InterruptedException {
        KnnGraph all = KnnGraph.of(now.vectors, NEIGHBOURS_OF_JOINING, settings.threads());
        Wordings wordings = Wordings.of(now.vectors, all, MAX_WORDINGS);
        int size = wordings.leaders().length;
        boolean isEach = size == now.vectors.length;
        float[][] vectors = isEach ? now.vectors : wordings.ofLeaders(now.vectors);
        KnnGraph nearest = isEach ? all : KnnGraph.of(vectors, NEIGHBOURS_OF_JOINING, settings.threads());
        int[] topicOf = wordings.ofLeaders(now.topicOf, now.topics.size());
        int k = (int) Math.round(Math.max(
                MIN_NEIGHBOURS, Math.min(MAX_NEIGHBOURS, Math.pow(size, GROWTH_OF_NEIGHBOURS) * NEIGHBOURS_OF_ONE)));
        int[] groupOf = new Consensus(Math.max(1, Math.min(RESOLUTION, size / MESSAGES_TO_A_RESOLUTION)))
                .communities(SimilarityGraph.of(nearest, k, SHARPNESS, topicOf, LOYALTY));
        int count = dropSmall(groupOf, wordings.sizes());
        int[] claims = claims(now, wordings.toAll(groupOf), count);
        boolean[] fixed = new boolean[count];
        for (int group = 0; group < count; group++) {
            fixed[group] = claims[group] >= 0;
        }
        Graph wide = SimilarityGraph.of(nearest, NEIGHBOURS_OF_JOINING, SHARPNESS_OF_JOINING, topicOf, 1);
        int[] joined = new TopicMerge(leastRatio()).merge(vectors, groupOf, count, wide, fixed);
        for (int i = 0; i < size; i++) {
            groupOf[i] = groupOf[i] < 0 ? -1 : joined[groupOf[i]];
        }
        int[] groupOfAll = wordings.toAll(groupOf);
        dropStray(now.vectors, groupOfAll, count);
        return new Groups(groupOfAll, count, claims);
    }

    /** Granularity 0 joins what is half as close across as within, granularity 1 nothing. */
    private double leastRatio() {
        return settings.granularity() == 1 ? Double.POSITIVE_INFINITY : 0.4 + settings.granularity() / 2;
    }

    /** The graph gives everybody a group; who lies far from its middle is about something else. */
    private static void dropStray(float[][] vectors, int[] groupOf, int count) {
        float[][] middles = new float[count][vectors[0].length];
        for (int i = 0; i < groupOf.length; i++) {
            if (groupOf[i] >= 0) {
                Vectors.add(middles[groupOf[i]], vectors[i]);
            }
        }
        for (int group = 0; group < count; group++) {
            middles[group] = Vectors.normalised(middles[group]);
        }
        for (int i = 0; i < groupOf.length; i++) {
            if (groupOf[i] >= 0
                    && Vectors.dot(middles[groupOf[i]], vectors[i]) < NearestNeighbourClassifier.MIN_CENTROID_COSINE) {
                groupOf[i] = -1;
            }
        }
    }

    /** @param messages how many messages each one with a group stands for */
    private static int dropSmall(int[] groupOf, int[] messages) {
        int leastSize = Math.max(
                MIN_SIZE_OF_FEW, Math.min(MIN_SIZE, Arrays.stream(messages).sum() / MESSAGES_TO_A_LEAST_SIZE));
        int[] sizes = new int[Arrays.stream(groupOf).max().orElse(-1) + 1];
        for (int i = 0; i < groupOf.length; i++) {
            sizes[groupOf[i]] += messages[i];
        }
        int[] numbers = new int[sizes.length];
        int count = 0;
        for (int group = 0; group < sizes.length; group++) {
            numbers[group] = sizes[group] < leastSize ? -1 : count++;
        }
        for (int i = 0; i < groupOf.length; i++) {
            groupOf[i] = numbers[groupOf[i]];
        }
        return count;
    }

    /**
     * Which groups are a corrected topic's: those whose messages were mostly in it until now, and that hold its pins
     * about as densely as it does itself. So what a person merged stays together however it is found to lie, and one
     * message split off does not draw its old neighbours along.
     */
    private static int[] claims(Now now, int[] groupOf, int count) {
        int topicCount = now.topics.size();
        int[][] members = new int[count][topicCount];
        int[][] pins = new int[count][topicCount];
        int[] sizes = new int[count];
        int[] topicSizes = new int[topicCount];
        int[] topicPins = new int[topicCount];
        for (int i = 0; i < groupOf.length; i++) {
            int topic = now.topicOf[i];
            if (topic >= 0) {
                topicSizes[topic]++;
                topicPins[topic] += now.pinned[i] ? 1 : 0;
            }
            if (groupOf[i] >= 0) {
                sizes[groupOf[i]]++;
                if (topic >= 0) {
                    members[groupOf[i]][topic]++;
                    pins[groupOf[i]][topic] += now.pinned[i] ? 1 : 0;
                }
            }
        }
        int[] claims = new int[count];
        Arrays.fill(claims, -1);
        for (int group = 0; group < count; group++) {
            int most = -1;
            for (int topic = 0; topic < topicCount; topic++) {
                if (members[group][topic] > (most < 0 ? 0 : members[group][most])) {
                    most = topic;
                }
            }
            if (most >= 0 && now.isCorrected(most) && topicPins[most] > 0) {
                double density = (double) pins[group][most] / sizes[group];
                double whole = (double) topicPins[most] / topicSizes[most];
                claims[group] = density >= MIN_PIN_DENSITY * whole ? most : -1;
            }
        }
        return claims;
    }

    /** The topics that there are now, and of each message which of them, or -1. */
    private record Assigned(List<Topic> topics, int[] topicOf) {}

    private Assigned assignTopics(Now now, Groups groups) {
        int topicCount = now.topics.size();
        int[][] overlap = new int[groups.count()][topicCount];
        int[] sizes = new int[groups.count()];
        for (int i = 0; i < now.topicOf.length; i++) {
            int group = groups.groupOf()[i];
            if (group >= 0) {
                sizes[group]++;
                if (groups.claims()[group] < 0 && now.topicOf[i] >= 0 && !now.isCorrected(now.topicOf[i])) {
                    overlap[group][now.topicOf[i]]++;
                }
            }
        }
        int[] matched = TopicIds.match(overlap);
        List<Topic> topics = new ArrayList<>();
        int[] numbers = new int[topicCount];
        Arrays.fill(numbers, -1);
        for (int topic = 0; topic < topicCount; topic++) {
            if (now.isCorrected(topic)) {
                numbers[topic] = topics.size();
                topics.add(now.topics.get(topic));
            }
        }
        int[] topicOfGroup = new int[groups.count()];
        Arrays.fill(topicOfGroup, -1);
        int[] bySize = IntStream.range(0, groups.count())
                .boxed()
                .sorted(Comparator.comparing(group -> -sizes[group]))
                .mapToInt(group -> group)
                .toArray();
        for (int group : bySize) {
            if (sizes[group] == 0) {
                continue;
            }
            if (groups.claims()[group] >= 0) {
                topicOfGroup[group] = numbers[groups.claims()[group]];
            } else {
                topicOfGroup[group] = topics.size();
                UUID id = matched[group] >= 0 ? now.topics.get(matched[group]).id() : newIds.get();
                topics.add(new Topic(id, null, null, false, false, false));
            }
        }
        int[] topicOf = new int[now.topicOf.length];
        for (int i = 0; i < topicOf.length; i++) {
            int group = groups.groupOf()[i];
            topicOf[i] = now.pinned[i] ? numbers[now.topicOf[i]] : group < 0 ? -1 : topicOfGroup[group];
        }
        return new Assigned(topics, topicOf);
    }

    private Grouping name(List<EmbeddedMessage> messages, Now now, Assigned assigned) {
        int[] sizes = new int[assigned.topics().size()];
        for (int topic : assigned.topicOf()) {
            if (topic >= 0) {
                sizes[topic]++;
            }
        }
        int[] typical = TypicalMessages.of(messages, now.vectors, assigned.topicOf(), sizes.length);
        Set<String> given = new HashSet<>();
        assigned.topics().stream().filter(Topic::namedByPerson).map(Topic::name).forEach(given::add);
        List<String> names = TopicLabeler.of(messages, assigned.topicOf(), sizes, typical, given, phraseVectors);

        List<Topic> topics = new ArrayList<>();
        for (int topic = 0; topic < sizes.length; topic++) {
            Topic old = assigned.topics().get(topic);
            topics.add(new Topic(
                    old.id(),
                    old.namedByPerson() || names.get(topic) == null ? old.name() : names.get(topic),
                    typical[topic] < 0
                            ? old.typicalMessageId()
                            : messages.get(typical[topic]).id(),
                    old.namedByPerson(),
                    old.hidden(),
                    old.corrected()));
        }
        List<TopicAssignment> placements = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            int topic = assigned.topicOf()[i];
            placements.add(new TopicAssignment(
                    messages.get(i).id(), topic < 0 ? null : topics.get(topic).id(), now.pinned[i]));
        }
        List<Topic> bySize = IntStream.range(0, sizes.length)
                .boxed()
                .sorted(Comparator.comparing(topic -> -sizes[topic]))
                .map(topics::get)
                .toList();
        return new Grouping(bySize, placements);
    }

    /** Places by vote what was not grouped: messages older than the latest, and those in no group. */
    private static Grouping withVotes(List<EmbeddedMessage> messages, int older, Grouping before, Grouping grouped) {
        boolean anyLeft = older > 0 || grouped.placements().stream().anyMatch(placement -> placement.topicId() == null);
        if (!anyLeft || grouped.topics().isEmpty()) {
            return grouped;
        }
        Set<UUID> pinned = new HashSet<>();
        Map<UUID, TopicAssignment> placementsBefore = new HashMap<>();
        if (older > 0) {
            before.placements().stream()
                    .filter(TopicAssignment::byPerson)
                    .forEach(placement -> placementsBefore.put(placement.messageId(), placement));
            pinned.addAll(placementsBefore.keySet());
        }
        NearestNeighbourClassifier vote =
                NearestNeighbourClassifier.of(messages.subList(older, messages.size()), grouped);
        List<TopicAssignment> placements = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            EmbeddedMessage message = messages.get(i);
            if (i < older && pinned.contains(message.id())) {
                placements.add(placementsBefore.get(message.id()));
            } else if (i < older || grouped.placements().get(i - older).topicId() == null) {
                placements.add(new TopicAssignment(message.id(), vote.topicOf(message.vector()), false));
            } else {
                placements.add(grouped.placements().get(i - older));
            }
        }
        return new Grouping(grouped.topics(), placements);
    }
}
