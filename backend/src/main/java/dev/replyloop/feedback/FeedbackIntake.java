package dev.replyloop.feedback;

import dev.replyloop.shared.problem.ProblemException;
import dev.replyloop.shared.problem.ProblemType;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The hot write path: joins concurrent verdicts into few transactions, and answers each when its own row is durable.
 *
 * <p>A batch forms from what has arrived while the last one was being written, so there is no timer and a lone verdict
 * goes at once. A verdict that joined is written, whether or not its caller still listens. What waits is bounded in rows
 * and in bytes; beyond that, callers are told to come back.
 */
@ApplicationScoped
class FeedbackIntake implements IntakeLoad {

    private static final long LONG_WRITE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final FeedbackWriter writer;
    private final int lanes;
    private final int batchRows;
    private final long batchBytes;
    private final int queueRows;
    private final long queueBytes;

    // Guarded by this: held for a few instructions only, never across a call that could wait.
    private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
    private final ArrayDeque<Integer> idleSlots = new ArrayDeque<>();
    /** Two lanes never hold the same message: its verdicts go out in their order, and no lane locks another out. */
    private final Set<UUID> messagesInFlight = new HashSet<>();

    private long waitingBytes;
    private long lastStarted;
    private long offered;

    FeedbackIntake(FeedbackWriter writer, IntakeConfig config, MeterRegistry metrics) {
        this.writer = writer;
        lanes = config.lanes();
        batchRows = config.batchRows();
        batchBytes = config.batchBytes().asLongValue();
        queueRows = config.queueRows();
        queueBytes = config.queueBytes().asLongValue();
        // Each lane counts into a slot of its own; instances start anywhere, so that two rarely meet in one.
        int first = ThreadLocalRandom.current().nextInt(CounterSlots.COUNT);
        for (int lane = 0; lane < lanes; lane++) {
            idleSlots.add((first + lane) % CounterSlots.COUNT);
        }
        Gauge.builder("replyloop.intake.waiting", this, FeedbackIntake::waiting)
                .description("Verdicts that wait for the next batch")
                .register(metrics);
    }

    /**
     * Takes verdicts, all at once: they may share a transaction from the first on.
     *
     * @param verdicts made from valid requests
     * @return a receipt for each, in their order, once it is durable; each may fail by itself with a
     *     {@link ProblemException}: ERASED, OVERLOADED, DATABASE_UNAVAILABLE or INTERNAL_ERROR
     */
    List<CompletableFuture<FeedbackReceipt>> take(List<Verdict> verdicts) {
        List<CompletableFuture<FeedbackReceipt>> receipts = new ArrayList<>(verdicts.size());
        List<Batch> batches = List.of();
        synchronized (this) {
            offered += verdicts.size();
            boolean mayStart = false;
            for (Verdict verdict : verdicts) {
                Waiting waiting = new Waiting(verdict, new CompletableFuture<>(), verdict.weight());
                receipts.add(waiting.receipt);
                if (queue.size() >= queueRows || waitingBytes + waiting.weight > queueBytes && !queue.isEmpty()) {
                    waiting.receipt.completeExceptionally(ProblemException.of(
                            ProblemType.OVERLOADED, "It was not taken; please send it again in a moment."));
                } else {
                    queue.add(waiting);
                    waitingBytes += waiting.weight;
                    mayStart |= !messagesInFlight.contains(waiting.messageId());
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
        return idleSlots.size() < lanes;
    }

    /** How many verdicts came since the start, taken or not. */
    synchronized long offered() {
        return offered;
    }

    private synchronized int waiting() {
        return queue.size();
    }

    private List<Batch> nextBatches() {
        List<Batch> batches = new ArrayList<>();
        for (Batch one = nextBatch(); one != null; one = nextBatch()) {
            batches.add(one);
        }
        return batches;
    }

    /** Takes from the queue what the next transaction holds; null while nothing can be written or every lane is busy. */
    private Batch nextBatch() {
        if (queue.isEmpty() || idleSlots.isEmpty() || !isWorthALane()) {
            return null;
        }
        List<Waiting> members = new ArrayList<>(Math.min(queue.size(), batchRows));
        long weight = 0;
        Iterator<Waiting> waiting = queue.iterator();
        while (waiting.hasNext() && members.size() < batchRows) {
            Waiting next = waiting.next();
            if (messagesInFlight.contains(next.messageId())) {
                continue;
            }
            if (!members.isEmpty() && weight + next.weight > batchBytes) {
                break;
            }
            waiting.remove();
            weight += next.weight;
            members.add(next);
        }
        if (members.isEmpty()) {
            return null;
        }
        waitingBytes -= weight;
        members.forEach(member -> messagesInFlight.add(member.messageId()));
        lastStarted = System.nanoTime();
        return new Batch(members, idleSlots.poll());
    }

    /**
     * While another batch is in flight, a smaller one would cost PostgreSQL more than its callers gain: they go with those
     * who come next, or when that batch ends. One that takes long is not waited for.
     */
    private boolean isWorthALane() {
        return queue.size() >= messagesInFlight.size() || System.nanoTime() - lastStarted > LONG_WRITE_NANOS;
    }

    private void write(Batch batch) {
        List<Verdict> verdicts = batch.members.stream().map(Waiting::verdict).toList();
        // Within a future from the first step on: whatever is thrown, the lane comes back and every caller is answered.
        Future.succeededFuture()
                .compose(start -> writer.write(verdicts, batch.slot))
                .onComplete(written -> {
                    List<Waiting> turnedAway = List.of();
                    List<Batch> next;
                    synchronized (this) {
                        idleSlots.add(batch.slot);
                        batch.members.forEach(member -> messagesInFlight.remove(member.messageId()));
                        if (isOutage(written.cause())) {
                            turnedAway = takeAllWaiting();
                        }
                        // More than one where a lane was idle because all that waited was held up by this batch.
                        next = nextBatches();
                    }
                    // The next batch first: PostgreSQL works on it while these are answered.
                    next.forEach(this::write);
                    for (int i = 0; i < batch.members.size(); i++) {
                        Written result =
                                written.succeeded() ? written.result().get(i) : Written.failed(written.cause());
                        batch.members.get(i).answer(result);
                    }
                    // Not one after the other: each would wait for an answer that has just been given.
                    turnedAway.forEach(waiting -> waiting.answer(Written.failed(written.cause())));
                });
    }

    private static boolean isOutage(Throwable failure) {
        return failure instanceof ProblemException problem && problem.type() == ProblemType.DATABASE_UNAVAILABLE;
    }

    private List<Waiting> takeAllWaiting() {
        List<Waiting> all = List.copyOf(queue);
        queue.clear();
        waitingBytes = 0;
        return all;
    }

    private record Batch(List<Waiting> members, int slot) {}

    private record Waiting(Verdict verdict, CompletableFuture<FeedbackReceipt> receipt, int weight) {

        UUID messageId() {
            return verdict.identity().messageId();
        }

        /** Whoever waits goes on where it likes: the framework answers each request on that request's event loop. */
        void answer(Written written) {
            if (written.failure() == null) {
                receipt.complete(written.receipt());
            } else {
                receipt.completeExceptionally(written.failure());
            }
        }
    }
}
