package dev.replyloop.feedback;

import dev.replyloop.shared.SqlFile;
import dev.replyloop.shared.database.IntakePool;
import dev.replyloop.shared.problem.DatabaseProblems;
import dev.replyloop.shared.problem.FailureLog;
import dev.replyloop.shared.problem.ProblemException;
import dev.replyloop.shared.problem.ProblemMapping;
import dev.replyloop.shared.problem.ProblemType;
import dev.replyloop.shared.problem.SqlStates;
import dev.replyloop.text.ContextTurn;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Writes a batch of verdicts in one transaction, and finds the row that spoils it where there is one. */
@ApplicationScoped
class FeedbackWriter {

    private static final String WRITE_VERDICTS = SqlFile.read("feedback/write-verdicts.sql");
    private static final String HELD_MESSAGES = SqlFile.read("feedback/held-messages.sql");
    private static final String LOCK_TURNS = SqlFile.read("feedback/lock-turns.sql");
    private static final String COUNT_PROMPTS = "SELECT count_prompts($1, $2)";
    private static final int ATTEMPTS = 5;
    /** Halves of a batch that has waited for a lock wait for so much less, until it is found. */
    private static final int PARTS_OF_THE_WAIT = 20;
    /** So many of these waits are spent on messages that were found held, in each batch. */
    private static final int HELD_WAITS = 2;

    private static final Logger LOG = Logger.getLogger(FeedbackWriter.class);

    private final Pool pool;
    private final long patienceMillis;
    private final long lockMillis;
    private final HeldMessages heldMessages = new HeldMessages();
    private final FailureLog outages = new FailureLog(LOG, "Feedback can't be written");
    private final FailureLog locks =
            new FailureLog(LOG, "Feedback on some messages can't be written: another transaction holds them");
    private final Timer duration;
    private final DistributionSummary rows;

    FeedbackWriter(@ReactiveDataSource(IntakePool.NAME) Pool pool, IntakeConfig config, MeterRegistry metrics) {
        this.pool = pool;
        patienceMillis = config.patience().toMillis();
        lockMillis = config.lockTimeout().toMillis();
        duration = Timer.builder("replyloop.intake.write")
                .description("From the start of a batch's transaction to its commit")
                .publishPercentileHistogram()
                .register(metrics);
        rows = DistributionSummary.builder("replyloop.intake.batch")
                .description("Verdicts in a batch")
                .register(metrics);
    }

    /**
     * Writes verdicts as if one after the other, in one transaction.
     *
     * @param verdicts at least one, in the order they arrived
     * @param shard the counters' shard to add to
     * @return what became of each, in their order; fails as a whole where the database is away
     */
    Future<List<WriteResult>> write(List<PreparedFeedback> verdicts, int shard) {
        long started = System.nanoTime();
        rows.record(verdicts.size());
        Future<List<WriteResult>> written =
                heldMessages.mayHold(verdicts) ? writeFree(verdicts, shard) : write(verdicts, shard, ATTEMPTS);
        return written.onComplete(done -> {
            duration.record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
            if (done.succeeded()) {
                outages.succeeded();
                locks.succeeded();
            } else {
                outages.failed(done.cause());
            }
        });
    }

    /** Whether the last batches could not be written. */
    boolean isFailing() {
        return outages.isFailing();
    }

    private Future<List<WriteResult>> write(List<PreparedFeedback> verdicts, int shard, int attempts) {
        return transact(verdicts, shard, lockMillis).recover(failure -> {
            if (SqlStates.isLocked(failure)) {
                locks.failed(failure);
                return writeFree(verdicts, shard);
            }
            if (SqlStates.isEnded(failure)) {
                return Future.failedFuture(DatabaseProblems.unavailable(failure));
            }
            String kind = failure instanceof PgException database ? SqlStates.classOf(database) : "";
            return switch (kind) {
                // Serialization failure or deadlock: the transaction as a whole was unlucky.
                case "40" ->
                    attempts > 1
                            ? write(verdicts, shard, attempts - 1)
                            : Future.failedFuture(DatabaseProblems.unavailable(failure));
                // A row that can't be stored: halve until it stands alone.
                case "22", "23" -> verdicts.size() > 1 ? halve(verdicts, shard) : succeedWith(verdicts, failure);
                default -> Future.failedFuture(ProblemMapping.toProblem(failure));
            };
        });
    }

    /**
     * Writes what no other transaction holds the message of, then the others, whose messages may be held for a moment only:
     * those that still are fail, each for itself.
     */
    private Future<List<WriteResult>> writeFree(List<PreparedFeedback> verdicts, int shard) {
        UUID[] ids = verdicts.stream()
                .map(verdict -> verdict.identity().messageId())
                .distinct()
                .toArray(UUID[]::new);
        return pool.preparedQuery(HELD_MESSAGES)
                .execute(Tuple.of(ids))
                .timeout(patienceMillis, TimeUnit.MILLISECONDS)
                .transform(found -> {
                    if (found.failed()) {
                        return SqlStates.isLocked(found.cause())
                                ? succeedWith(verdicts, found.cause())
                                : Future.failedFuture(ProblemMapping.toProblem(found.cause()));
                    }
                    Set<UUID> held = new HashSet<>();
                    found.result().forEach(row -> held.add(row.getUUID(0)));
                    return writeBesides(held, verdicts, shard);
                });
    }

    private Future<List<WriteResult>> writeBesides(Set<UUID> held, List<PreparedFeedback> verdicts, int shard) {
        Map<Boolean, List<PreparedFeedback>> parts = verdicts.stream().collect(Collectors.partitioningBy(isOn(held)));
        return findLocked(parts.get(false), shard, deadline(lockMillis))
                .compose(free -> findLocked(parts.get(true), shard, deadline(HELD_WAITS * shortWaitMillis()))
                        .map(waited -> {
                            Iterator<WriteResult> nextFree = free.iterator();
                            Iterator<WriteResult> nextWaited = waited.iterator();
                            List<WriteResult> all = verdicts.stream()
                                    .map(verdict -> isOn(held).test(verdict) ? nextWaited.next() : nextFree.next())
                                    .toList();
                            heldMessages.add(stillHeld(parts.get(true), waited));
                            return all;
                        }));
    }

    private static Predicate<PreparedFeedback> isOn(Set<UUID> messageIds) {
        return verdict -> messageIds.contains(verdict.identity().messageId());
    }

    private static Set<UUID> stillHeld(List<PreparedFeedback> verdicts, List<WriteResult> written) {
        Set<UUID> held = new HashSet<>();
        for (int i = 0; i < verdicts.size(); i++) {
            if (written.get(i).isLocked()) {
                held.add(verdicts.get(i).identity().messageId());
            }
        }
        return held;
    }

    private static long deadline(long millis) {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private long shortWaitMillis() {
        return Math.max(1, lockMillis / PARTS_OF_THE_WAIT);
    }

    /**
     * Writes verdicts of which one may wait for a lock on something else than its message: halves them until it stands
     * alone. Each half waits for a short while only, and nothing is tried after the deadline: where all are locked, halving
     * ends nowhere.
     */
    private Future<List<WriteResult>> findLocked(List<PreparedFeedback> verdicts, int shard, long deadline) {
        if (verdicts.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        return transact(verdicts, shard, shortWaitMillis()).recover(failure -> {
            if (!SqlStates.isLocked(failure)) {
                return write(verdicts, shard, ATTEMPTS);
            }
            locks.failed(failure);
            if (verdicts.size() == 1 || System.nanoTime() > deadline) {
                return succeedWith(verdicts, failure);
            }
            int middle = verdicts.size() / 2;
            return findLocked(verdicts.subList(0, middle), shard, deadline)
                    .compose(first -> findLocked(verdicts.subList(middle, verdicts.size()), shard, deadline)
                            .map(second -> joined(first, second)));
        });
    }

    private Future<List<WriteResult>> halve(List<PreparedFeedback> verdicts, int shard) {
        int middle = verdicts.size() / 2;
        return write(verdicts.subList(0, middle), shard, ATTEMPTS)
                .compose(first -> write(verdicts.subList(middle, verdicts.size()), shard, ATTEMPTS)
                        .recover(failure -> Future.succeededFuture(verdicts.subList(middle, verdicts.size()).stream()
                                .map(verdict -> WriteResult.failed(failure))
                                .toList()))
                        .map(second -> joined(first, second)));
    }

    private static List<WriteResult> joined(List<WriteResult> first, List<WriteResult> second) {
        List<WriteResult> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }

    /** Each fails with this, and none fails its neighbours. */
    private static Future<List<WriteResult>> succeedWith(List<PreparedFeedback> verdicts, Throwable failure) {
        return Future.succeededFuture(
                Collections.nCopies(verdicts.size(), WriteResult.failed(ProblemMapping.toProblem(failure))));
    }

    /** @param lockMillis how long to wait for a lock */
    private Future<List<WriteResult>> transact(List<PreparedFeedback> verdicts, int shard, long lockMillis) {
        List<List<Integer>> rounds = rounds(verdicts);
        WriteResult[] written = new WriteResult[verdicts.size()];
        Future<Void> all;
        if (rounds.size() == 1 && lockMillis == this.lockMillis) {
            // One statement is a transaction of its own: one round trip.
            all = round(pool, verdicts, rounds.get(0), shard, true, written).mapEmpty();
        } else {
            all = pool.withTransaction(
                    connection -> transact(connection, verdicts, rounds, shard, lockMillis, written));
        }
        return all.timeout(patienceMillis, TimeUnit.MILLISECONDS).map(ignored -> List.of(written));
    }

    /**
     * Several statements. What one would lock in the middle and another at its end is locked once, in the order of a single
     * one: turns before all, prompts after all; and counters in shards that single statements never touch.
     */
    private Future<Void> transact(
            SqlConnection connection,
            List<PreparedFeedback> verdicts,
            List<List<Integer>> rounds,
            int shard,
            long lockMillis,
            WriteResult[] written) {
        int ownShard = shard + CounterShards.COUNT;
        UUID[] named = verdicts.stream()
                .flatMap(verdict -> verdict.context().stream())
                .map(ContextTurn::messageId)
                .filter(Objects::nonNull)
                .distinct()
                .toArray(UUID[]::new);
        Set<UUID> prompts = new TreeSet<>();
        Future<Void> done = lockMillis == this.lockMillis
                ? Future.succeededFuture()
                : connection
                        .query("SET LOCAL lock_timeout = " + lockMillis)
                        .execute()
                        .mapEmpty();
        if (named.length > 0) {
            done = done.compose(ignored -> connection
                    .preparedQuery(LOCK_TURNS)
                    .execute(Tuple.tuple().addValue(named))
                    .mapEmpty());
        }
        for (List<Integer> round : rounds) {
            done = done.compose(ignored -> round(connection, verdicts, round, ownShard, false, written))
                    .map(touched -> {
                        prompts.addAll(touched);
                        return null;
                    });
        }
        return done.compose(ignored -> prompts.isEmpty()
                ? Future.succeededFuture()
                : connection
                        .preparedQuery(COUNT_PROMPTS)
                        .execute(Tuple.tuple()
                                .addValue(prompts.toArray(UUID[]::new))
                                .addValue(ownShard))
                        .mapEmpty());
    }

    /**
     * Deals verdicts on the same suggestion into rounds, in their order: a statement can't touch a row twice, and each
     * caller is owed the outcome it would have had alone. Nearly always there is one round.
     */
    private static List<List<Integer>> rounds(List<PreparedFeedback> verdicts) {
        List<List<Integer>> rounds = new ArrayList<>(1);
        Map<PreparedFeedback.Identity, Integer> seen = new HashMap<>(verdicts.size() * 2);
        for (int i = 0; i < verdicts.size(); i++) {
            int round = seen.merge(verdicts.get(i).identity(), 1, Integer::sum) - 1;
            if (round == rounds.size()) {
                rounds.add(new ArrayList<>(round == 0 ? verdicts.size() : 4));
            }
            rounds.get(round).add(i);
        }
        return rounds;
    }

    /** @return the prompts that the verdicts name, or named before */
    private Future<List<UUID>> round(
            SqlClient client,
            List<PreparedFeedback> verdicts,
            List<Integer> positions,
            int shard,
            boolean countsPrompts,
            WriteResult[] written) {
        return client.preparedQuery(WRITE_VERDICTS)
                .execute(parameters(verdicts, positions, shard).addValue(countsPrompts))
                .map(result -> {
                    collect(result, verdicts, written);
                    UUID[] prompts = result.iterator().next().getArrayOfUUIDs("prompt_ids");
                    return prompts == null ? List.of() : List.of(prompts);
                });
    }

    private static void collect(RowSet<Row> result, List<PreparedFeedback> verdicts, WriteResult[] written) {
        for (Row row : result) {
            int position = row.getInteger(0);
            UUID id = row.getUUID(1);
            UUID messageId = verdicts.get(position).identity().messageId();
            written[position] = id == null
                    ? WriteResult.failed(erased(messageId))
                    : WriteResult.as(new FeedbackReceipt(id, messageId, id, Outcome.valueOf(row.getString(2))));
        }
    }

    static ProblemException erased(UUID messageId) {
        return ProblemException.of(
                ProblemType.ERASED,
                "The customer message " + messageId + " was erased; feedback on it is no longer taken.");
    }

    private Tuple parameters(List<PreparedFeedback> verdicts, List<Integer> positions, int shard) {
        int size = positions.size();
        Integer[] position = positions.toArray(Integer[]::new);
        UUID[] messageId = new UUID[size];
        String[] message = new String[size];
        Buffer[] aiReplyId = new Buffer[size];
        String[] aiReply = new String[size];
        Boolean[] useful = new Boolean[size];
        String[] agentReply = new String[size];
        String[] reason = new String[size];
        String[] comment = new String[size];
        String[] agentId = new String[size];
        String[] channel = new String[size];
        String[] model = new String[size];
        OffsetDateTime[] occurredAt = new OffsetDateTime[size];
        Buffer[] digest = new Buffer[size];
        String[] prompt = new String[size];
        Boolean[] repeatsAiReply = new Boolean[size];
        UUID[] promptId = new UUID[size];
        String[] traceId = new String[size];
        String[] context = new String[size];
        String[] contextMessageIds = new String[size];
        Boolean[] byPublicKey = new Boolean[size];
        for (int i = 0; i < size; i++) {
            PreparedFeedback verdict = verdicts.get(position[i]);
            messageId[i] = verdict.identity().messageId();
            message[i] = verdict.message();
            aiReplyId[i] = Buffer.buffer(verdict.identity().aiReplyId().array());
            aiReply[i] = verdict.aiReply();
            useful[i] = verdict.useful();
            agentReply[i] = verdict.agentReply();
            reason[i] = verdict.reason() == null ? null : verdict.reason().name();
            comment[i] = verdict.comment();
            agentId[i] = verdict.agentId();
            channel[i] = verdict.channel();
            model[i] = verdict.model();
            occurredAt[i] = verdict.occurredAt();
            digest[i] = Buffer.buffer(verdict.digest());
            prompt[i] = verdict.prompt();
            repeatsAiReply[i] = verdict.repeatsAiReply() ? true : null;
            promptId[i] = verdict.promptId();
            traceId[i] = verdict.traceId();
            context[i] = StoredContext.write(verdict.context());
            contextMessageIds[i] = StoredContext.messageIds(verdict.context());
            byPublicKey[i] = verdict.byPublicKey();
        }
        return Tuple.tuple()
                .addValue(position)
                .addValue(messageId)
                .addValue(message)
                .addValue(aiReplyId)
                .addValue(aiReply)
                .addValue(useful)
                .addValue(agentReply)
                .addValue(reason)
                .addValue(comment)
                .addValue(agentId)
                .addValue(channel)
                .addValue(model)
                .addValue(occurredAt)
                .addValue(digest)
                .addValue(prompt)
                .addValue(shard)
                .addValue(repeatsAiReply)
                .addValue(promptId)
                .addValue(traceId)
                .addValue(context)
                .addValue(contextMessageIds)
                .addValue(byPublicKey);
    }
}
