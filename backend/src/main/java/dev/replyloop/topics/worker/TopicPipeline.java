package dev.replyloop.topics.worker;

import dev.replyloop.embedding.CrossCuttingNames;
import dev.replyloop.embedding.EmbeddedMessage;
import dev.replyloop.embedding.EmbeddingModel;
import dev.replyloop.embedding.RepeatedLines;
import dev.replyloop.embedding.WrittenText;
import dev.replyloop.feedback.IngestActivity;
import dev.replyloop.topics.clustering.ClusteringSchedule;
import dev.replyloop.topics.clustering.Grouping;
import dev.replyloop.topics.clustering.NearestNeighbourClassifier;
import dev.replyloop.topics.clustering.Topic;
import dev.replyloop.topics.clustering.TopicAssignment;
import dev.replyloop.topics.clustering.TopicClustering;
import dev.replyloop.topics.clustering.TopicSettings;
import dev.replyloop.topics.labels.Language;
import dev.replyloop.topics.labels.PhraseVectors;
import dev.replyloop.topics.worker.TopicRepository.Embedded;
import dev.replyloop.topics.worker.TopicRepository.Latest;
import dev.replyloop.topics.worker.TopicRepository.Moment;
import dev.replyloop.topics.worker.TopicRepository.NextFeedback;
import dev.replyloop.topics.worker.TopicRepository.NextNewest;
import dev.replyloop.topics.worker.TopicRepository.NextReworded;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * What the instance at work knows, and its steps: embed, place, regroup when that is due. The database holds the truth; a
 * person's correction makes it read the topics again, and a regrouping that was under way is done over.
 */
public final class TopicPipeline implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TopicPipeline.class);

    private static final int CHUNK = 100;
    /** Beside a busy intake a chunk takes seconds: what was placed should show. */
    private static final int CHUNK_BESIDE_INTAKE = 10;

    private static final int REWORDED = 50;
    /** So many of the newest are looked through for what waits. */
    private static final int PAGE_OF_NEWEST = 1_000;
    /** As many pages in a row without any that waits, and what does is looked for in the order of its coming. */
    private static final int MAX_PAGES_WITHOUT = 5;

    private static final long NEWEST_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long FOLD_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final Duration LONGEST_BETWEEN_REGROUPINGS = Duration.ofDays(1);
    /** Regroupings take a tenth of the time at most. */
    private static final int PACE = 10;

    private final TopicRepository repository;
    private final EmbeddingModel model;
    private final TopicSettings settings;
    private final IngestActivity intake;
    private final TopicClustering clustering;
    private final ExecutorService computing = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "topics-regrouping");
        thread.setDaemon(true);
        return thread;
    });
    private final Embedder embedder;
    private RepeatedLines lines = new RepeatedLines();
    /** Known since the last regrouping, or since this instance began; what was embedded is without them. */
    private CrossCuttingNames names = CrossCuttingNames.NONE;
    /** Whether a repeated line was found since the last regrouping: vectors of before hold its words. */
    private boolean hasNewLines;

    /** Where the newest that waited was found; null where they are placed in the order of their coming. */
    private Moment newest;

    private int pagesWithout;
    private long newestNoSooner = Long.MIN_VALUE;
    /** Told by the database's connection. */
    private final Queue<UUID> erased = new ConcurrentLinkedQueue<>();

    private long version;
    private List<Topic> topics = List.of();
    /** Null before the first topics. */
    private NearestNeighbourClassifier vote;

    private long messages;
    private long regroupedMessages;
    private OffsetDateTime regroupedAt;
    private boolean hasOtherModels;
    /** A topic lost its name with an erased message. */
    private boolean hasUnnamed;

    private boolean allWasReplaced;

    private Future<Regrouped> running;
    /** What was stored since the running regrouping read its messages. */
    private final Map<UUID, Embedded> sinceThen = new LinkedHashMap<>();

    private final Set<UUID> erasedSinceThen = new HashSet<>();
    private long regroupNoSooner = Long.MIN_VALUE;
    private long folded = System.nanoTime();
    private boolean toFold = true;

    public TopicPipeline(
            TopicRepository repository, EmbeddingModel model, TopicSettings settings, IngestActivity intake) {
        this.repository = repository;
        // Phrases too: a regrouping asks for hundreds, to name what it found.
        this.model = new LowPriorityEmbeddingModel(model, intake);
        this.embedder = new Embedder(this.model);
        this.settings = settings;
        this.intake = intake;
        this.clustering = new TopicClustering(settings, UUID::randomUUID, new PhraseVectors(this.model));
    }

    /** From now on this message has no vote. Safe to call from any thread. */
    void forget(UUID messageId) {
        erased.add(messageId);
    }

    /** Reads where things stand. */
    public void begin() {
        repository.startOverAfterRestore();
        repository.startWithModel();
        TopicRepository.Progress progress = repository.progress();
        version = progress.version();
        messages = progress.messages();
        regroupedMessages = progress.regroupedMessages();
        regroupedAt = progress.regroupedAt();
        hasOtherModels = progress.hasOtherModels();
        hasUnnamed = repository.hasUnnamed();
        topics = repository.topics();
        newest = null;
        vote = null;
        if (!topics.isEmpty()) {
            Latest latest = repository.latest(settings.latest());
            learnLines(latest);
            if (!latest.messages().isEmpty()) {
                vote = NearestNeighbourClassifier.of(latest.messages(), new Grouping(topics, latest.placements()));
            }
        }
    }

    /**
     * Does what is next.
     *
     * @return whether there may be more at once
     * @throws InterruptedException if it was told to stop
     */
    public boolean step() throws InterruptedException {
        forgetErased();
        boolean any = placeNewest() || placeNext();
        any |= followReworded();
        if (!any && hasOtherModels) {
            any = replaceNext();
        }
        boolean behind = any;
        if (running != null && running.isDone()) {
            finishRegrouping();
            any = true;
        } else if (running == null && isDue(behind)) {
            startRegrouping();
        }
        foldCounters(any);
        return any;
    }

    private void forgetErased() {
        hasUnnamed |= !erased.isEmpty() && repository.hasUnnamed();
        for (UUID id = erased.poll(); id != null; id = erased.poll()) {
            if (vote != null) {
                vote.forget(id);
            }
            sinceThen.remove(id);
            erasedSinceThen.add(id);
        }
    }

    // --- Embedding and placing -------------------------------------------------------------------------------------

    private boolean placeNext() throws InterruptedException {
        List<NextFeedback> next = repository.nextFeedback(chunk());
        if (next.isEmpty()) {
            return false;
        }
        boolean isMuch =
                next.size() >= CHUNK_BESIDE_INTAKE && next.get(next.size() - 1).message() != null;
        if (isMuch && newest == null && System.nanoTime() >= newestNoSooner) {
            // Much waits: what is newest is what people look at.
            newest = Moment.END;
            pagesWithout = 0;
        }
        Map<UUID, String> texts = new LinkedHashMap<>();
        for (NextFeedback feedback : next) {
            if (feedback.message() != null) {
                texts.put(feedback.messageId(), feedback.message());
            }
        }
        place(
                texts,
                next.stream().map(one -> one.mark().id()).toList(),
                () -> repository.placedUpTo(next.get(next.size() - 1).mark()));
        return true;
    }

    /**
     * Places the newest of what waits ahead of its turn; when its turn comes, it is found in its place.
     *
     * @return false where it is not known that much waits
     */
    private boolean placeNewest() throws InterruptedException {
        if (newest == null) {
            return false;
        }
        List<NextNewest> page = repository.nextNewest(newest, PAGE_OF_NEWEST);
        Map<UUID, String> texts = new LinkedHashMap<>();
        List<UUID> ids = new ArrayList<>();
        Moment last = newest;
        int most = chunk();
        for (NextNewest feedback : page) {
            if (!feedback.isPlaced()) {
                if (ids.size() == most) {
                    break;
                }
                ids.add(feedback.moment().id());
                if (feedback.message() != null) {
                    texts.put(feedback.messageId(), feedback.message());
                }
            }
            last = feedback.moment();
        }
        pagesWithout = ids.isEmpty() ? pagesWithout + 1 : 0;
        if (page.isEmpty() || pagesWithout > MAX_PAGES_WITHOUT) {
            newest = null;
            newestNoSooner = System.nanoTime() + NEWEST_NANOS;
            return true;
        }
        newest = last;
        if (!ids.isEmpty()) {
            place(texts, ids, () -> {});
        }
        return true;
    }

    private int chunk() {
        return intake.isBusy() ? CHUNK_BESIDE_INTAKE : CHUNK;
    }

    /** @param texts of the messages that have no vector yet, by their ids; {@code then} is done in the same transaction */
    private void place(Map<UUID, String> texts, List<UUID> feedbackIds, Runnable then) throws InterruptedException {
        List<Embedded> embedded = embed(texts);
        Set<UUID> added = new HashSet<>();
        boolean stored = repository.inTransaction(version, () -> {
            repository.storeVectors(embedded, added);
            repository.placeFeedback(feedbackIds);
            then.run();
        });
        if (stored) {
            messages += added.size();
            takeIn(embedded);
        } else {
            begin();
        }
    }

    private boolean followReworded() throws InterruptedException {
        List<NextReworded> next = repository.nextReworded(REWORDED);
        if (next.isEmpty()) {
            return false;
        }
        Map<UUID, String> texts = new LinkedHashMap<>();
        for (NextReworded message : next) {
            if (message.message() != null) {
                texts.put(message.mark().id(), message.message());
            }
        }
        List<Embedded> embedded = embed(texts);
        Set<UUID> added = new HashSet<>();
        boolean stored = repository.inTransaction(version, () -> {
            repository.storeVectors(embedded, added);
            repository.followMessages(embedded.stream().map(Embedded::messageId).toList());
            repository.rewordedUpTo(next.get(next.size() - 1).mark());
        });
        if (stored) {
            messages += added.size();
            takeIn(embedded);
        } else {
            begin();
        }
        return true;
    }

    private boolean replaceNext() throws InterruptedException {
        List<Embedded> old = repository.nextOfOtherModels(CHUNK);
        List<float[]> vectors =
                embedder.embed(old.stream().map(one -> written(one.message())).toList());
        List<Embedded> embedded = new ArrayList<>();
        for (int i = 0; i < old.size(); i++) {
            embedded.add(new Embedded(old.get(i).messageId(), old.get(i).message(), vectors.get(i), null));
        }
        if (embedded.isEmpty()) {
            hasOtherModels = false;
            allWasReplaced = true;
            begin();
            return true;
        }
        int[] replaced = {0};
        if (repository.inTransaction(version, () -> replaced[0] = repository.replaceVectors(embedded))) {
            messages += replaced[0];
        } else {
            begin();
        }
        return true;
    }

    private List<Embedded> embed(Map<UUID, String> texts) throws InterruptedException {
        for (String text : texts.values()) {
            hasNewLines |= lines.learn(WrittenText.of(text));
        }
        List<float[]> vectors =
                embedder.embed(texts.values().stream().map(this::written).toList());
        List<Embedded> embedded = new ArrayList<>();
        for (Map.Entry<UUID, String> text : texts.entrySet()) {
            float[] vector = vectors.get(embedded.size());
            embedded.add(
                    new Embedded(text.getKey(), text.getValue(), vector, vote == null ? null : vote.topicOf(vector)));
        }
        return embedded;
    }

    /** What is said of the matter in a message: all that topics are made of. */
    private String written(String message) {
        return names.mask(lines.without(WrittenText.of(message)));
    }

    private void learnLines(Latest latest) {
        lines = new RepeatedLines();
        latest.messages().forEach(message -> lines.learn(WrittenText.of(message.text())));
        hasNewLines = false;
        names = namesIn(latest.messages().stream()
                .map(message -> lines.without(WrittenText.of(message.text())))
                .toList());
    }

    private static CrossCuttingNames namesIn(List<String> texts) {
        return CrossCuttingNames.of(texts.stream().filter(Language::isEnglish).toList());
    }

    private void takeIn(Collection<Embedded> embedded) {
        for (Embedded message : embedded) {
            if (vote != null) {
                vote.forget(message.messageId());
                if (message.topicId() != null) {
                    vote.add(message.messageId(), message.vector(), message.topicId());
                }
            }
            if (running != null) {
                sinceThen.put(message.messageId(), message);
            }
        }
    }

    // --- Regrouping ------------------------------------------------------------------------------------------------

    /** What a regrouping read, and what came out. */
    private record Regrouped(
            Latest latest,
            List<Topic> topicsBefore,
            List<Embedded> embeddedAnew,
            CrossCuttingNames names,
            Grouping grouping,
            double foreignShare,
            NearestNeighbourClassifier vote,
            long nanos) {}

    private boolean isDue(boolean behind) {
        if (messages < ClusteringSchedule.FIRST || hasOtherModels || System.nanoTime() < regroupNoSooner) {
            return false;
        }
        if (allWasReplaced || hasUnnamed) {
            return true;
        }
        boolean overnight = regroupedAt != null
                && messages > regroupedMessages
                && regroupedAt.isBefore(OffsetDateTime.now().minus(LONGEST_BETWEEN_REGROUPINGS));
        // While much waits, regroupings a thousand messages apart would only hold it up.
        long due = behind
                ? Math.max(ClusteringSchedule.FIRST, regroupedMessages + regroupedMessages / 2)
                : ClusteringSchedule.next((int) regroupedMessages);
        return overnight || messages >= due;
    }

    private void startRegrouping() {
        Latest latest = repository.latest(settings.latest());
        repository.showRegrouping(true);
        sinceThen.clear();
        erasedSinceThen.clear();
        // Not as they are remembered: a name may have been taken back since.
        List<Topic> before = repository.topics();
        RepeatedLines known = lines.copy();
        boolean isAnew = hasNewLines;
        CrossCuttingNames knownNames = names;
        hasNewLines = false;
        running = computing.submit(() -> {
            List<String> written = latest.messages().stream()
                    .map(message -> known.without(WrittenText.of(message.text())))
                    .toList();
            CrossCuttingNames found = namesIn(written);
            List<Embedded> anew = embedAnew(latest.messages(), written, isAnew ? known : null, knownNames, found);
            // Embedding gives way to the intake by itself: only the rest counts when the next one may begin.
            long begun = System.nanoTime();
            List<EmbeddedMessage> messages = asWritten(latest.messages(), written, anew, found);
            Grouping grouping = clustering.regroup(messages, new Grouping(before, latest.placements()));
            NearestNeighbourClassifier next = NearestNeighbourClassifier.of(messages, grouping);
            return new Regrouped(
                    latest, before, anew, found, grouping, foreignShare(written), next, System.nanoTime() - begun);
        });
    }

    /**
     * Embeds once more what is read otherwise now: messages with repeated lines, and those with names that were found or
     * given up since.
     *
     * @param written of each message what is said of the matter
     * @param lines null where no new ones were found; messages that were embedded without them get the vector they have
     */
    private List<Embedded> embedAnew(
            List<EmbeddedMessage> messages,
            List<String> written,
            RepeatedLines lines,
            CrossCuttingNames before,
            CrossCuttingNames after)
            throws InterruptedException {
        List<EmbeddedMessage> changed = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            String text = after.mask(written.get(i));
            boolean hasLines =
                    lines != null && lines.isIn(WrittenText.of(messages.get(i).text()));
            if (hasLines || !text.equals(before.mask(written.get(i)))) {
                changed.add(messages.get(i));
                texts.add(text);
            }
        }
        List<float[]> vectors = embedder.embed(texts);
        List<Embedded> anew = new ArrayList<>();
        for (EmbeddedMessage message : changed) {
            anew.add(new Embedded(message.id(), message.text(), vectors.get(anew.size()), null));
        }
        return anew;
    }

    private static List<EmbeddedMessage> asWritten(
            List<EmbeddedMessage> messages, List<String> written, List<Embedded> anew, CrossCuttingNames names) {
        Map<UUID, float[]> vectors = new HashMap<>();
        anew.forEach(message -> vectors.put(message.messageId(), message.vector()));
        List<EmbeddedMessage> asWritten = new ArrayList<>();
        for (EmbeddedMessage message : messages) {
            asWritten.add(new EmbeddedMessage(
                    message.id(),
                    names.cut(written.get(asWritten.size())),
                    vectors.getOrDefault(message.id(), message.vector())));
        }
        return asWritten;
    }

    private static double foreignShare(List<String> texts) {
        long foreign =
                texts.stream().filter(text -> !Language.mayBeEnglish(text)).count();
        return texts.isEmpty() ? 0 : (double) foreign / texts.size();
    }

    private void finishRegrouping() throws InterruptedException {
        Regrouped result;
        try {
            result = running.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A regrouping failed", e.getCause());
        } finally {
            running = null;
            repository.showRegrouping(false);
        }
        regroupNoSooner = System.nanoTime() + PACE * result.nanos;
        NearestNeighbourClassifier next = result.vote;
        erasedSinceThen.forEach(next::forget);

        List<TopicAssignment> moved = new ArrayList<>();
        for (int i = 0; i < result.latest.placements().size(); i++) {
            TopicAssignment before = result.latest.placements().get(i);
            TopicAssignment after = result.grouping.placements().get(i);
            boolean changed = before.topicId() == null
                    ? after.topicId() != null
                    : !before.topicId().equals(after.topicId());
            if (changed && !sinceThen.containsKey(after.messageId())) {
                moved.add(after);
            }
        }
        List<Embedded> changedSinceThen = embedSinceThenAnew(result.names);
        for (Embedded message : sinceThen.values()) {
            UUID topic = next.topicOf(message.vector());
            next.forget(message.messageId());
            if (topic != null) {
                next.add(message.messageId(), message.vector(), topic);
            }
            moved.add(new TopicAssignment(message.messageId(), topic, false));
        }
        Set<UUID> gone = new HashSet<>();
        result.topicsBefore.forEach(topic -> gone.add(topic.id()));
        result.grouping.topics().forEach(topic -> gone.remove(topic.id()));

        boolean stored = repository.inTransaction(version, () -> repository.areStillNamed(result.topicsBefore), () -> {
            repository.replaceVectors(result.embeddedAnew);
            repository.replaceVectors(changedSinceThen);
            repository.storeTopics(result.grouping.topics());
            repository.moveMessages(moved);
            moveOut(gone, next);
            repository.deleteTopics(gone);
            // Last: a name stays where a message of its topic accounts for it, so they must be where they belong.
            repository.takeBackNames(
                    result.latest.messages().stream().map(EmbeddedMessage::id).toList());
            repository.regrouped(messages, result.foreignShare);
        });
        if (!stored) {
            // A person or an erasure changed the topics meanwhile: what was computed is not theirs.
            begin();
            regroupNoSooner = Long.MIN_VALUE;
            return;
        }
        topics = result.grouping.topics();
        names = result.names;
        vote = next;
        regroupedMessages = messages;
        regroupedAt = OffsetDateTime.now();
        allWasReplaced = false;
        hasUnnamed = repository.hasUnnamed();
        LOG.infof(
                "Found %d topics among %d messages in %.1f s",
                topics.size(), result.latest.messages().size(), result.nanos / 1e9);
    }

    /** Embeds without the names that a regrouping found what came while it ran. */
    private List<Embedded> embedSinceThenAnew(CrossCuttingNames found) throws InterruptedException {
        List<Embedded> changed = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (Embedded message : sinceThen.values()) {
            String text = lines.without(WrittenText.of(message.message()));
            if (!found.mask(text).equals(names.mask(text))) {
                changed.add(message);
                texts.add(found.mask(text));
            }
        }
        List<float[]> vectors = embedder.embed(texts);
        List<Embedded> anew = new ArrayList<>();
        for (Embedded message : changed) {
            anew.add(new Embedded(message.messageId(), message.message(), vectors.get(anew.size()), null));
        }
        anew.forEach(message -> sinceThen.put(message.messageId(), message));
        return anew;
    }

    /** Messages that were not grouped anew may still be in topics that are gone. */
    private void moveOut(Set<UUID> gone, NearestNeighbourClassifier next) {
        if (gone.isEmpty()) {
            return;
        }
        for (List<EmbeddedMessage> left = repository.messagesOf(gone);
                !left.isEmpty();
                left = repository.messagesOf(gone)) {
            repository.moveMessages(left.stream()
                    .map(message -> new TopicAssignment(
                            message.id(), message.vector() == null ? null : next.topicOf(message.vector()), false))
                    .toList());
        }
    }

    private void foldCounters(boolean any) {
        toFold |= any;
        if (toFold && System.nanoTime() - folded > FOLD_NANOS) {
            repository.foldCounters();
            folded = System.nanoTime();
            toFold = false;
        }
    }

    /** What still computes ends at the next phrase that it asks the model for, once that is closed. */
    @Override
    public void close() {
        computing.shutdownNow();
        embedder.close();
    }
}
