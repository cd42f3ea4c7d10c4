package dev.replyloop.feedback;

import dev.replyloop.shared.problem.ProblemException;
import dev.replyloop.shared.problem.ProblemType;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The hot write path: joins concurrent verdicts into few transactions, and answers each when its own row is durable.
 *
 * <p>A batch forms from what has arrived while the last one was being written, so there is no timer and a lone verdict
 * goes at once. A verdict that joined is written, whether or not its caller still listens. What waits is bounded in rows
 * and in bytes; beyond that, callers are told to come back.
 */
@ApplicationScoped
class FeedbackIntake {

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
     * Takes one verdict.
     *
     * @param verdict made from a valid request
     * @return its receipt, once it is durable; fails with a {@link ProblemException}: ERASED, OVERLOADED,
     *     DATABASE_UNAVAILABLE or INTERNAL_ERROR
     */
    Uni<FeedbackReceipt> take(Verdict verdict) {
        return Uni.createFrom().emitter(emitter -> {
            Waiting waiting = new Waiting(verdict, emitter, verdict.weight(), Vertx.currentContext());
            Batch batch = null;
            synchronized (this) {
                if (queue.size() >= queueRows || waitingBytes + waiting.weight > queueBytes && !queue.isEmpty()) {
                    waiting = null;
                } else {
                    queue.add(waiting);
                    waitingBytes += waiting.weight;
                    // While its message is in flight nothing new can start: not this one, and what waits was tried
                    // before.
                    if (!messagesInFlight.contains(waiting.messageId())) {
                        batch = nextBatch();
                    }
                }
            }
            if (waiting == null) {
                emitter.fail(ProblemException.of(
                        ProblemType.OVERLOADED, "It was not taken; please send it again in a moment."));
            } else if (batch != null) {
                write(batch);
            }
        });
    }

    /** Whether verdicts are being written: the moment for others to leave the database alone. */
    synchronized boolean isBusy() {
        return idleSlots.size() < lanes;
    }

    private synchronized int waiting() {
        return queue.size();
    }

    /** Takes from the queue what the next transaction holds; null while nothing can be written or every lane is busy. */
    private Batch nextBatch() {
        if (queue.isEmpty() || idleSlots.isEmpty()) {
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
        return new Batch(members, idleSlots.poll());
    }

    private void write(Batch batch) {
        List<Verdict> verdicts = batch.members.stream().map(Waiting::verdict).toList();
        // Within a future from the first step on: whatever is thrown, the lane comes back and every caller is answered.
        Future.succeededFuture()
                .compose(start -> writer.write(verdicts, batch.slot))
                .onComplete(written -> {
                    List<Waiting> turnedAway = List.of();
                    List<Batch> next = new ArrayList<>();
                    synchronized (this) {
                        idleSlots.add(batch.slot);
                        batch.members.forEach(member -> messagesInFlight.remove(member.messageId()));
                        if (isOutage(written.cause())) {
                            turnedAway = takeAllWaiting();
                        }
                        // More than one where a lane was idle because all that waited was held up by this batch.
                        for (Batch one = nextBatch(); one != null; one = nextBatch()) {
                            next.add(one);
                        }
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

    private record Waiting(Verdict verdict, UniEmitter<? super FeedbackReceipt> emitter, int weight, Context context) {

        UUID messageId() {
            return verdict.identity().messageId();
        }

        /** Answers on the caller's own event loop: the writer's is busy with the next batch. */
        void answer(Written written) {
            if (context == null) {
                emit(written);
            } else {
                context.runOnContext(ignored -> emit(written));
            }
        }

        private void emit(Written written) {
            if (written.failure() == null) {
                emitter.complete(written.receipt());
            } else {
                emitter.fail(written.failure());
            }
        }
    }
}
