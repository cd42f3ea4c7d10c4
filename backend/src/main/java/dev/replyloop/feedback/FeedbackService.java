package dev.replyloop.feedback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.replyloop.shared.problem.FeedbackRefusals;
import dev.replyloop.shared.problem.ProblemException;
import dev.replyloop.shared.problem.ProblemMapping;
import dev.replyloop.shared.problem.ProblemType;
import dev.replyloop.shared.problem.ValidationProblems;
import dev.replyloop.text.Masking;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** Decides what is let in: checks feedback, reads each item of a batch on its own, settles times, counts outcomes. */
@ApplicationScoped
class FeedbackService {

    private final FeedbackIntake intake;
    private final Validator validator;
    private final ObjectReader reader;
    private final MeterRegistry metrics;
    private final Masking masking;
    private final Vertx vertx;
    private final Map<Outcome, Counter> taken = new EnumMap<>(Outcome.class);

    FeedbackService(
            FeedbackIntake intake,
            Validator validator,
            ObjectMapper mapper,
            MeterRegistry metrics,
            Masking masking,
            Vertx vertx) {
        this.masking = masking;
        this.vertx = vertx;
        this.intake = intake;
        this.validator = validator;
        this.reader = mapper.readerFor(NewFeedback.class);
        this.metrics = metrics;
        for (Outcome outcome : Outcome.values()) {
            taken.put(outcome, metrics.counter("replyloop.feedback", "outcome", outcome.name()));
        }
    }

    /**
     * @param feedback as it came
     * @param byPublicKey whether anybody may have posted it, from a web page
     * @return its receipt once it is durable; fails as {@link FeedbackIntake#take} does
     * @throws ProblemException INVALID_REQUEST
     */
    CompletableFuture<FeedbackReceipt> take(NewFeedback feedback, boolean byPublicKey) {
        check(feedback);
        if (!masking.isAtIntake()) {
            return counted(intake.take(verdict(feedback, feedback, byPublicKey)));
        }
        return offEventLoop(() -> feedback.masked(masking.personalData()))
                .thenCompose(masked -> counted(intake.take(verdict(feedback, masked, byPublicKey))));
    }

    /**
     * @param batch its items as they came, readable or not
     * @return a result for each item
     * @throws ProblemException INVALID_REQUEST where it is no batch at all
     */
    CompletableFuture<BatchReceipt> takeAll(FeedbackBatch batch) {
        check(batch);
        return masking.isAtIntake()
                ? offEventLoop(() -> prepared(batch)).thenCompose(this::takeAll)
                : takeAll(prepared(batch));
    }

    /** @param verdicts those that can be taken, at their positions; null where {@code results} says why not */
    private record Prepared(BatchReceipt.Result[] results, List<Integer> positions, List<PreparedFeedback> verdicts) {}

    private Prepared prepared(FeedbackBatch batch) {
        List<FeedbackBatch.Item> items = batch.items();
        BatchReceipt.Result[] results = new BatchReceipt.Result[items.size()];
        List<Integer> positions = new ArrayList<>(items.size());
        List<PreparedFeedback> verdicts = new ArrayList<>(items.size());
        for (int i = 0; i < results.length; i++) {
            try {
                NewFeedback feedback = read(items.get(i));
                verdicts.add(verdict(
                        feedback, masking.isAtIntake() ? feedback.masked(masking.personalData()) : feedback, false));
                positions.add(i);
            } catch (RuntimeException e) {
                results[i] = refused(i, e);
            }
        }
        return new Prepared(results, positions, verdicts);
    }

    private CompletableFuture<BatchReceipt> takeAll(Prepared prepared) {
        BatchReceipt.Result[] results = prepared.results;
        List<CompletableFuture<FeedbackReceipt>> receipts = intake.takeAll(prepared.verdicts);
        CompletableFuture<?>[] answers = new CompletableFuture<?>[receipts.size()];
        for (int i = 0; i < answers.length; i++) {
            int position = prepared.positions.get(i);
            answers[i] = counted(receipts.get(i))
                    .handle((receipt, failure) -> results[position] = failure == null
                            ? BatchReceipt.Result.taken(position, receipt)
                            : refused(position, failure));
        }
        return CompletableFuture.allOf(answers).thenApply(all -> new BatchReceipt(List.of(results)));
    }

    /** Patterns over long texts take too long for an event loop. */
    private <T> CompletableFuture<T> offEventLoop(Callable<T> work) {
        return vertx.executeBlocking(work, false).toCompletionStage().toCompletableFuture();
    }

    private static PreparedFeedback verdict(NewFeedback feedback, NewFeedback stored, boolean byPublicKey) {
        return PreparedFeedback.of(feedback, stored, Instant.now().truncatedTo(ChronoUnit.MICROS), byPublicKey);
    }

    private CompletableFuture<FeedbackReceipt> counted(CompletableFuture<FeedbackReceipt> answer) {
        return answer.whenComplete((receipt, failure) -> {
            if (failure == null) {
                taken.get(receipt.outcome()).increment();
            }
        });
    }

    private BatchReceipt.Result refused(int position, Throwable failure) {
        ProblemException problem = ProblemMapping.toProblem(failure);
        FeedbackRefusals.count(metrics, problem.type());
        return BatchReceipt.Result.refused(position, problem.problem());
    }

    private NewFeedback read(FeedbackBatch.Item item) {
        if (item.twice() != null) {
            throw ProblemException.of(ProblemType.MALFORMED_JSON, "The field " + item.twice() + " is given twice.");
        }
        NewFeedback feedback;
        try {
            feedback = item.json().isObject() ? reader.readValue(item.json()) : null;
        } catch (JsonProcessingException e) {
            throw ProblemMapping.toProblem(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (feedback == null) {
            throw ProblemException.invalid("", "must be a JSON object");
        }
        check(feedback);
        return feedback;
    }

    private void check(Object body) {
        if (body == null) {
            throw ProblemException.invalid("", "is required");
        }
        var violations = validator.validate(body);
        if (!violations.isEmpty()) {
            throw ValidationProblems.of(violations);
        }
    }
}
