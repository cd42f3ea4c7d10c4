package dev.replyloop.shared.database;

import dev.replyloop.shared.problem.FailureLog;
import dev.replyloop.shared.problem.ProblemException;
import dev.replyloop.shared.problem.ProblemMapping;
import dev.replyloop.shared.problem.ProblemType;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Lets few expensive reads run at a time. The others wait for their turn, which slows down those who ask without pause more
 * than turning them away would; beyond a bound they are turned away. Probes, single feedback and receipts never wait here.
 */
@ApplicationScoped
public class ReadBulkhead {

    private static final Logger LOG = Logger.getLogger(ReadBulkhead.class);
    /** How many times as long as the read. */
    private static final int REST = 2;

    private static final long LONGEST_REST_MILLIS = 4_000;

    /** What is read. A crowd that asks for one kind leaves the others alone. */
    public enum Kind {
        /** Feedback that holds some text, or passes filters. */
        SEARCH,
        /** Pages of feedback or training prompts, as they stand. */
        LIST,
        /** Figures of the dashboard. */
        FIGURES,
        /** Learned prompts. */
        PROMPTS
    }

    private final Vertx vertx;
    private final ReadConfig config;
    private final WriteLoad writes;
    private final Map<Kind, Line> lines = new EnumMap<>(Kind.class);
    private final FailureLog failures = new FailureLog(LOG, "Reads fail");

    ReadBulkhead(Vertx vertx, ReadConfig config, WriteLoad writes, MeterRegistry metrics) {
        this.vertx = vertx;
        this.config = config;
        this.writes = writes;
        for (Kind kind : Kind.values()) {
            Line line = new Line(inFlight(kind, config), config.waiting());
            lines.put(kind, line);
            Gauge.builder("replyloop.reads.waiting", line, Line::waiting)
                    .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                    .description("Reads that wait for their turn")
                    .register(metrics);
        }
    }

    /** A prompt spends its time on processors, not in the database. */
    private static int inFlight(Kind kind, ReadConfig config) {
        return kind == Kind.PROMPTS
                ? Math.max(config.inFlight(), Runtime.getRuntime().availableProcessors())
                : config.inFlight();
    }

    /**
     * Reads when it is the caller's turn, on the caller's context. Once begun a read goes on to its end, whether or not its
     * caller still waits: a session that is cut off would keep its connection.
     *
     * @param read begins the read
     * @return what it gives; fails with OVERLOADED where the turn doesn't come in time, and with DATABASE_UNAVAILABLE where
     *     the read takes longer than any may
     */
    public <T> Uni<T> read(Kind kind, Supplier<Uni<T>> read) {
        return Uni.createFrom().emitter(emitter -> {
            Line line = lines.get(kind);
            Turn turn = new Turn(vertx.getOrCreateContext(), () -> begin(line, read, emitter));
            switch (line.enter(turn)) {
                case TURN -> turn.begin.run();
                case WAIT ->
                    vertx.setTimer(config.patience().toMillis(), late -> {
                        if (line.leave(turn)) {
                            turn.context.runOnContext(told -> emitter.fail(crowded()));
                        }
                    });
                case FULL -> emitter.fail(crowded());
            }
        });
    }

    private <T> void begin(Line line, Supplier<Uni<T>> read, UniEmitter<? super T> emitter) {
        long begun = System.nanoTime();
        AtomicBoolean over = new AtomicBoolean();
        Runnable giveWay = () -> {
            if (over.compareAndSet(false, true)) {
                rest(System.nanoTime() - begun, line);
            }
        };
        Context context = vertx.getOrCreateContext();
        long limit = vertx.setTimer(
                config.limit().toMillis(),
                late -> context.runOnContext(told -> {
                    fail(emitter, new TimeoutException());
                    giveWay.run();
                }));
        Uni<T> reading;
        try {
            reading = read.get();
        } catch (RuntimeException e) {
            reading = Uni.createFrom().failure(e);
        }
        reading.subscribe()
                .with(
                        result -> {
                            vertx.cancelTimer(limit);
                            failures.succeeded();
                            emitter.complete(result);
                            // After the answer was made of it, which is work too: that stands in line before this.
                            context.runOnContext(answered -> giveWay.run());
                        },
                        failure -> {
                            vertx.cancelTimer(limit);
                            fail(emitter, failure);
                            giveWay.run();
                        });
    }

    /** Beside writes the turn passes on after a pause twice as long as the read was: something is read a third of the time. */
    private void rest(long nanos, Line line) {
        long millis = Math.min(LONGEST_REST_MILLIS, REST * TimeUnit.NANOSECONDS.toMillis(nanos));
        if (millis > 0 && writes.isWriting()) {
            vertx.setTimer(millis, rested -> passOn(line));
        } else {
            passOn(line);
        }
    }

    private static void passOn(Line line) {
        Turn next = line.next();
        if (next != null) {
            next.context.runOnContext(turn -> next.begin.run());
        }
    }

    private void fail(UniEmitter<?> emitter, Throwable failure) {
        ProblemException problem = ProblemMapping.toProblem(failure);
        if (problem.type() == ProblemType.DATABASE_UNAVAILABLE || problem.type() == ProblemType.LOCKED) {
            failures.failed(failure);
        }
        emitter.fail(problem);
    }

    private static ProblemException crowded() {
        return ProblemException.of(
                ProblemType.OVERLOADED, "Too many wait for an answer like this; please try again in a moment.");
    }

    private record Turn(Context context, Runnable begin) {}

    private enum Entry {
        TURN,
        WAIT,
        FULL
    }

    /** Who reads and who waits, of one kind. Safe to call from any thread. */
    private static final class Line {

        private final int mostInFlight;
        private final int mostWaiting;
        private final ArrayDeque<Turn> waiting = new ArrayDeque<>();
        private int inFlight;

        Line(int mostInFlight, int mostWaiting) {
            this.mostInFlight = mostInFlight;
            this.mostWaiting = mostWaiting;
        }

        synchronized Entry enter(Turn turn) {
            if (inFlight < mostInFlight) {
                inFlight++;
                return Entry.TURN;
            }
            if (waiting.size() >= mostWaiting) {
                return Entry.FULL;
            }
            waiting.add(turn);
            return Entry.WAIT;
        }

        /** @return whether it was still waiting */
        synchronized boolean leave(Turn turn) {
            return waiting.remove(turn);
        }

        /** One has ended: whose turn is it; null where nobody waits. */
        synchronized Turn next() {
            Turn next = waiting.poll();
            if (next == null) {
                inFlight--;
            }
            return next;
        }

        synchronized int waiting() {
            return waiting.size();
        }
    }
}
