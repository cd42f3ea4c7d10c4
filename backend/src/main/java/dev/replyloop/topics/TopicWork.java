package dev.replyloop.topics;

import dev.replyloop.embedding.EmbeddingModel;
import dev.replyloop.embedding.TextMask;
import dev.replyloop.feedback.IntakeLoad;
import dev.replyloop.topics.TopicStore.Embedded;
import dev.replyloop.topics.TopicStore.Latest;
import dev.replyloop.topics.TopicStore.NextFeedback;
import dev.replyloop.topics.TopicStore.NextReworded;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
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
final class TopicWork implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TopicWork.class);

    private static final int CHUNK = 100;
    /** Beside a busy intake a chunk takes seconds: what was placed should show. */
    private static final int CHUNK_BESIDE_INTAKE = 10;

    private static final int REWORDED = 50;
    private static final long FOLD_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final Duration LONGEST_BETWEEN_REGROUPINGS = Duration.ofDays(1);
    /** Regroupings take a tenth of the time at most. */
    private static final int PACE = 10;

    private final TopicStore store;
    private final EmbeddingModel model;
    private final TopicSettings settings;
    private final IntakeLoad intake;
    private final Regrouping regrouping;
    private final ExecutorService computing = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "topics-regrouping");
        thread.setDaemon(true);
        return thread;
    });
    /** Told by the database's connection. */
    private final Queue<UUID> erased = new ConcurrentLinkedQueue<>();

    private long version;
    private List<Topic> topics = List.of();
    /** Null before the first topics. */
    private TopicVote vote;

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

    TopicWork(TopicStore store, EmbeddingModel model, TopicSettings settings, IntakeLoad intake) {
        this.store = store;
        // Phrases too: a regrouping asks for hundreds, to name what it found.
        this.model = new YieldingModel(model, intake);
        this.settings = settings;
        this.intake = intake;
        this.regrouping = new Regrouping(settings, UUID::randomUUID, new PhraseVectors(this.model));
    }

    /** From now on this message has no vote. Safe to call from any thread. */
    void forget(UUID messageId) {
        erased.add(messageId);
    }

    /** Reads where things stand. */
    void begin() {
        store.startOverAfterRestore();
        store.startWithModel();
        TopicStore.Progress progress = store.progress();
        version = progress.version();
        messages = progress.messages();
        regroupedMessages = progress.regroupedMessages();
        regroupedAt = progress.regroupedAt();
        hasOtherModels = progress.hasOtherModels();
        hasUnnamed = store.hasUnnamed();
        topics = store.topics();
        vote = null;
        if (!topics.isEmpty()) {
            Latest latest = store.latest(settings.latest());
            if (!latest.messages().isEmpty()) {
                vote = TopicVote.of(latest.messages(), new Grouping(topics, latest.placements()));
            }
        }
    }

    /**
     * Does what is next.
     *
     * @return whether there may be more at once
     * @throws InterruptedException if it was told to stop
     */
    boolean step() throws InterruptedException {
        forgetErased();
        boolean any = placeNext();
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
        hasUnnamed |= !erased.isEmpty() && store.hasUnnamed();
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
        List<NextFeedback> next = store.nextFeedback(intake.isBusy() ? CHUNK_BESIDE_INTAKE : CHUNK);
        if (next.isEmpty()) {
            return false;
        }
        Map<UUID, Embedded> embedded = new LinkedHashMap<>();
        for (NextFeedback feedback : next) {
            if (feedback.message() != null && !embedded.containsKey(feedback.messageId())) {
                embedded.put(feedback.messageId(), embed(feedback.messageId(), feedback.message()));
            }
        }
        Set<UUID> added = new HashSet<>();
        boolean stored = store.inTransaction(version, () -> {
            store.storeVectors(List.copyOf(embedded.values()), added);
            store.placeFeedback(next.stream().map(one -> one.mark().id()).toList());
            store.placedUpTo(next.get(next.size() - 1).mark());
        });
        if (stored) {
            messages += added.size();
            takeIn(embedded.values());
        } else {
            begin();
        }
        return true;
    }

    private boolean followReworded() throws InterruptedException {
        List<NextReworded> next = store.nextReworded(REWORDED);
        if (next.isEmpty()) {
            return false;
        }
        List<Embedded> embedded = new ArrayList<>();
        for (NextReworded message : next) {
            if (message.message() != null) {
                embedded.add(embed(message.mark().id(), message.message()));
            }
        }
        Set<UUID> added = new HashSet<>();
        boolean stored = store.inTransaction(version, () -> {
            store.storeVectors(embedded, added);
            store.followMessages(embedded.stream().map(Embedded::messageId).toList());
            store.rewordedUpTo(next.get(next.size() - 1).mark());
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
        List<Embedded> embedded = new ArrayList<>();
        for (Embedded old : store.nextOfOtherModels(CHUNK)) {
            embedded.add(new Embedded(old.messageId(), old.message(), vectorOf(old.message()), null));
        }
        if (embedded.isEmpty()) {
            hasOtherModels = false;
            allWasReplaced = true;
            begin();
            return true;
        }
        int[] replaced = {0};
        if (store.inTransaction(version, () -> replaced[0] = store.replaceVectors(embedded))) {
            messages += replaced[0];
        } else {
            begin();
        }
        return true;
    }

    private Embedded embed(UUID messageId, String message) throws InterruptedException {
        float[] vector = vectorOf(message);
        return new Embedded(messageId, message, vector, vote == null ? null : vote.topicOf(vector));
    }

    private float[] vectorOf(String message) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return model.embed(TextMask.mask(message));
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
    private record Regrouped(Latest latest, List<Topic> topicsBefore, Grouping grouping, TopicVote vote, long nanos) {}

    private boolean isDue(boolean behind) {
        if (messages < RegroupingSchedule.FIRST || hasOtherModels || System.nanoTime() < regroupNoSooner) {
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
                ? Math.max(RegroupingSchedule.FIRST, regroupedMessages + regroupedMessages / 2)
                : RegroupingSchedule.next((int) regroupedMessages);
        return overnight || messages >= due;
    }

    private void startRegrouping() {
        Latest latest = store.latest(settings.latest());
        store.showRegrouping(true);
        sinceThen.clear();
        erasedSinceThen.clear();
        // Not as they are remembered: a name may have been taken back since.
        List<Topic> before = store.topics();
        running = computing.submit(() -> {
            long begun = System.nanoTime();
            Grouping grouping = regrouping.regroup(latest.messages(), new Grouping(before, latest.placements()));
            TopicVote next = TopicVote.of(latest.messages(), grouping);
            return new Regrouped(latest, before, grouping, next, System.nanoTime() - begun);
        });
    }

    private void finishRegrouping() throws InterruptedException {
        Regrouped result;
        try {
            result = running.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A regrouping failed", e.getCause());
        } finally {
            running = null;
            store.showRegrouping(false);
        }
        regroupNoSooner = System.nanoTime() + PACE * result.nanos;
        TopicVote next = result.vote;
        erasedSinceThen.forEach(next::forget);

        List<Placement> moved = new ArrayList<>();
        for (int i = 0; i < result.latest.placements().size(); i++) {
            Placement before = result.latest.placements().get(i);
            Placement after = result.grouping.placements().get(i);
            boolean changed = before.topicId() == null
                    ? after.topicId() != null
                    : !before.topicId().equals(after.topicId());
            if (changed && !sinceThen.containsKey(after.messageId())) {
                moved.add(after);
            }
        }
        for (Embedded message : sinceThen.values()) {
            UUID topic = next.topicOf(message.vector());
            next.forget(message.messageId());
            if (topic != null) {
                next.add(message.messageId(), message.vector(), topic);
            }
            moved.add(new Placement(message.messageId(), topic, false));
        }
        Set<UUID> gone = new HashSet<>();
        result.topicsBefore.forEach(topic -> gone.add(topic.id()));
        result.grouping.topics().forEach(topic -> gone.remove(topic.id()));

        boolean stored = store.inTransaction(version, () -> store.areStillNamed(result.topicsBefore), () -> {
            store.storeTopics(result.grouping.topics());
            store.moveMessages(moved);
            moveOut(gone, next);
            store.deleteTopics(gone);
            // Last: a name stays where a message of its topic accounts for it, so they must be where they belong.
            store.takeBackNames(
                    result.latest.messages().stream().map(EmbeddedMessage::id).toList());
            store.regrouped(messages);
        });
        if (!stored) {
            // A person or an erasure changed the topics meanwhile: what was computed is not theirs.
            begin();
            regroupNoSooner = Long.MIN_VALUE;
            return;
        }
        topics = result.grouping.topics();
        vote = next;
        regroupedMessages = messages;
        regroupedAt = OffsetDateTime.now();
        allWasReplaced = false;
        hasUnnamed = store.hasUnnamed();
        LOG.infof(
                "Found %d topics among %d messages in %.1f s",
                topics.size(), result.latest.messages().size(), result.nanos / 1e9);
    }

    /** Messages that were not grouped anew may still be in topics that are gone. */
    private void moveOut(Set<UUID> gone, TopicVote next) {
        if (gone.isEmpty()) {
            return;
        }
        for (List<EmbeddedMessage> left = store.messagesOf(gone); !left.isEmpty(); left = store.messagesOf(gone)) {
            store.moveMessages(left.stream()
                    .map(message -> new Placement(
                            message.id(), message.vector() == null ? null : next.topicOf(message.vector()), false))
                    .toList());
        }
    }

    private void foldCounters(boolean any) {
        toFold |= any;
        if (toFold && System.nanoTime() - folded > FOLD_NANOS) {
            store.foldCounters();
            folded = System.nanoTime();
            toFold = false;
        }
    }

    /** What still computes ends at the next phrase that it asks the model for, once that is closed. */
    @Override
    public void close() {
        computing.shutdownNow();
    }
}
