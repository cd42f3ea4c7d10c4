package dev.replyloop.feedback;

import dev.replyloop.shared.database.WriteLoad;
import dev.replyloop.shared.problem.DatabaseProblems;
import dev.replyloop.shared.problem.ProblemException;
import dev.replyloop.shared.problem.ProblemType;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The hot write path: joins concurrent verdicts into few transactions, and answers each when its own row is durable.
 *
 * <p>A batch forms from what has arrived while the last one was being written, so there is no timer and a lone verdict
 * goes at once. A verdict that joined is written, whether or not its caller still listens. What waits is bounded in rows,
 * in bytes, and for single feedback in time; beyond that, callers are told to come back.
 */
@ApplicationScoped
class FeedbackIntake implements IngestActivity, WriteLoad {

    private static final long LONG_WRITE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final FeedbackWriter writer;
    private final int writers;

    // Guarded by this: held for a few instructions only, never across a call that could wait.
    private final IntakeQueue queue;
    private final ArrayDeque<Integer> idleShards = new ArrayDeque<>();
    /** Two writers never hold the same message: its verdicts go out in their order, and no writer locks another out. */
    private final Set<UUID> messagesInFlight = new HashSet<>();

    private long lastStarted;
    private long offered;
    /** The last batch that ended found the database away. */
    private boolean isDatabaseAway;

    FeedbackIntake(FeedbackWriter writer, IntakeConfig config, MeterRegistry metrics) {
        this.writer = writer;
        writers = config.writers();
        queue = new IntakeQueue(config);
        // Each writer counts into a shard of its own; instances start anywhere, so that two rarely meet in one.
        int first = ThreadLocalRandom.current().nextInt(CounterShards.COUNT);
        for (int number = 0; number < writers; number++) {
            idleShards.add((first + number) % CounterShards.COUNT);
        }
        Gauge.builder("replyloop.intake.waiting", this, FeedbackIntake::waiting)
                .description("Verdicts that wait for the next batch")
                .register(metrics);
    }

    /**
     * Takes a verdict whose agent waits for the answer.
     *
     * @param verdict made from a valid request
     * @return its receipt once it is durable; may fail with a {@link ProblemException}: ERASED, OVERLOADED,
     *     DATABASE_UNAVAILABLE or INTERNAL_ERROR
     */
    CompletableFuture<FeedbackReceipt> take(PreparedFeedback verdict) {
        return take(List.of(verdict), queue::addSingle).get(0);
    }

    /**
     * Takes verdicts that were posted together, all at once: they may share a transaction from the first on.
     *
     * @param verdicts made from valid requests
     * @return a receipt for each, in their order; each may fail by itself as that of a single one
     */
    List<CompletableFuture<FeedbackReceipt>> takeAll(List<PreparedFeedback> verdicts) {
        return take(verdicts, queue::addItem);
    }

    private List<CompletableFuture<FeedbackReceipt>> take(
            List<PreparedFeedback> verdicts, Predicate<PendingFeedback> add) {
        List<CompletableFuture<FeedbackReceipt>> receipts = new ArrayList<>(verdicts.size());
        List<Batch> batches = List.of();
        synchronized (this) {
            offered += verdicts.size();
            boolean mayStart = false;
            boolean isHopeless = isHopeless();
            for (PreparedFeedback verdict : verdicts) {
                PendingFeedback waiting = PendingFeedback.of(verdict);
                receipts.add(waiting.receipt());
                if (isHopeless) {
                    waiting.receipt().completeExceptionally(away());
                } else if (add.test(waiting)) {
                    mayStart |= !messagesInFlight.contains(waiting.messageId());
                } else {
                    waiting.receipt().completeExceptionally(full());
                }
            }
            // While its message is in flight nothing new can start: not this one, and what waits was tried before.
            if (mayStart) {
                batches = nextBatches();
            }
        }
        batches.forEach(this::write);
        return receipts;
    }

    @Override
    public synchronized boolean isBusy() {
        return idleShards.size() < writers;
    }

    @Override
    public boolean isWriting() {
        return isBusy();
    }

    /** What single feedback would be turned away with now, if it would: DATABASE_UNAVAILABLE or OVERLOADED. */
    synchronized Optional<ProblemException> refusal() {
        if (isHopeless()) {
            return Optional.of(away());
        }
        return queue.isClosed() ? Optional.of(full()) : Optional.empty();
    }

    /**
     * While the database is away, one call at a time tries it: one that is silent is given up after seconds, and whoever
     * comes meanwhile would wait as long, for what nobody expects.
     */
    private boolean isHopeless() {
        return isDatabaseAway && isBusy();
    }

    private static ProblemException away() {
        return DatabaseProblems.unavailable(null);
    }

    private static ProblemException full() {
        return ProblemException.of(ProblemType.OVERLOADED, "It was not taken; please send it again in a moment.");
    }

    /** How many verdicts came since the start, taken or not. */
    synchronized long offered() {
        return offered;
    }

    private synchronized int waiting() {
        return queue.rows();
    }

    private List<Batch> nextBatches() {
        List<Batch> batches = new ArrayList<>();
        for (Batch one = nextBatch(); one != null; one = nextBatch()) {
            batches.add(one);
        }
        return batches;
    }

    /** Takes from the queue what the next transaction holds; null while nothing can be written or every writer is busy. */
    private Batch nextBatch() {
        if (queue.isEmpty() || idleShards.isEmpty() || !isWorthALane()) {
            return null;
        }
        List<PendingFeedback> members = queue.takeBatch(messagesInFlight);
        if (members.isEmpty()) {
            return null;
        }
        members.forEach(member -> messagesInFlight.add(member.messageId()));
        lastStarted = System.nanoTime();
        return new Batch(members, idleShards.poll());
    }

    /**
     * While another batch is in flight, a smaller one would cost PostgreSQL more than its callers gain: they go with those
     * who come next, or when that batch ends. One that takes long is not waited for.
     */
    private boolean isWorthALane() {
        return queue.rows() >= messagesInFlight.size() || System.nanoTime() - lastStarted > LONG_WRITE_NANOS;
    }

    private void write(Batch batch) {
        List<PreparedFeedback> verdicts =
                batch.members.stream().map(PendingFeedback::verdict).toList();
        // Within a future from the first step on: whatever is thrown, the writer comes back and every caller is
        // answered.
        Future.succeededFuture()
                .compose(start -> writer.write(verdicts, batch.shard))
                .onComplete(written -> {
                    List<PendingFeedback> turnedAway = List.of();
                    List<Batch> next;
                    synchronized (this) {
                        idleShards.add(batch.shard);
                        batch.members.forEach(member -> messagesInFlight.remove(member.messageId()));
                        if (written.succeeded()) {
                            queue.wrote(batch.members.size());
                        } else {
                            queue.failed();
                        }
                        isDatabaseAway = isOutage(written.cause());
                        if (isDatabaseAway) {
                            turnedAway = queue.takeAll();
                        }
                        // More than one where a writer was idle because all that waited was held up by this batch.
                        next = nextBatches();
                    }
                    // The next batch first: PostgreSQL works on it while these are answered.
                    next.forEach(this::write);
                    for (int i = 0; i < batch.members.size(); i++) {
                        WriteResult result =
                                written.succeeded() ? written.result().get(i) : WriteResult.failed(written.cause());
                        batch.members.get(i).answer(result);
                    }
                    // Not one after the other: each would wait for an answer that has just been given.
                    turnedAway.forEach(waiting -> waiting.answer(WriteResult.failed(written.cause())));
                });
    }

    private static boolean isOutage(Throwable failure) {
        return failure instanceof ProblemException problem && problem.type() == ProblemType.DATABASE_UNAVAILABLE;
    }

    private record Batch(List<PendingFeedback> members, int shard) {}
}
