package dev.replyloop.feedback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.replyloop.shared.problem.FeedbackRefusals;
import dev.replyloop.shared.problem.ProblemException;
import dev.replyloop.shared.problem.ProblemMapping;
import dev.replyloop.shared.problem.ProblemType;
import dev.replyloop.shared.problem.ValidationProblems;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
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
import java.util.concurrent.CompletableFuture;

/** Decides what is let in: checks feedback, reads each item of a batch on its own, settles times, counts outcomes. */
@ApplicationScoped
class FeedbackService {

    private final FeedbackIntake intake;
    private final Validator validator;
    private final ObjectReader reader;
    private final MeterRegistry metrics;
    private final Map<Outcome, Counter> taken = new EnumMap<>(Outcome.class);

    FeedbackService(FeedbackIntake intake, Validator validator, ObjectMapper mapper, MeterRegistry metrics) {
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
        return counted(intake.take(verdict(feedback, byPublicKey)));
    }

    /**
     * @param batch its items as they came, readable or not
     * @return a result for each item
     * @throws ProblemException INVALID_REQUEST where it is no batch at all
     */
    CompletableFuture<BatchReceipt> takeAll(FeedbackBatch batch) {
        check(batch);
        List<FeedbackBatch.Item> items = batch.items();
        BatchReceipt.Result[] results = new BatchReceipt.Result[items.size()];
        List<Integer> positions = new ArrayList<>(items.size());
        List<PreparedFeedback> verdicts = new ArrayList<>(items.size());
        for (int i = 0; i < results.length; i++) {
            try {
                verdicts.add(verdict(read(items.get(i)), false));
                positions.add(i);
            } catch (RuntimeException e) {
                results[i] = refused(i, e);
            }
        }
        List<CompletableFuture<FeedbackReceipt>> receipts = intake.takeAll(verdicts);
        CompletableFuture<?>[] answers = new CompletableFuture<?>[receipts.size()];
        for (int i = 0; i < answers.length; i++) {
            int position = positions.get(i);
            answers[i] = counted(receipts.get(i))
                    .handle((receipt, failure) -> results[position] = failure == null
                            ? BatchReceipt.Result.taken(position, receipt)
                            : refused(position, failure));
        }
        return CompletableFuture.allOf(answers).thenApply(all -> new BatchReceipt(List.of(results)));
    }

    private static PreparedFeedback verdict(NewFeedback feedback, boolean byPublicKey) {
        return PreparedFeedback.of(feedback, Instant.now().truncatedTo(ChronoUnit.MICROS), byPublicKey);
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
