package dev.replyloop.feedback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.replyloop.shared.problem.Failures;
import dev.replyloop.shared.problem.FeedbackRefusals;
import dev.replyloop.shared.problem.ProblemException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
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

/** Decides what is let in: reads and checks each item of a batch on its own, settles times, counts outcomes. */
@ApplicationScoped
class FeedbackDoor {

    private final FeedbackIntake intake;
    private final Validator validator;
    private final ObjectReader reader;
    private final MeterRegistry metrics;
    private final Map<Outcome, Counter> taken = new EnumMap<>(Outcome.class);

    FeedbackDoor(FeedbackIntake intake, Validator validator, ObjectMapper mapper, MeterRegistry metrics) {
        this.intake = intake;
        this.validator = validator;
        this.reader = mapper.readerFor(NewFeedback.class);
        this.metrics = metrics;
        for (Outcome outcome : Outcome.values()) {
            taken.put(outcome, metrics.counter("replyloop.feedback", "outcome", outcome.name()));
        }
    }

    /**
     * @param feedback valid
     * @return its receipt once it is durable; fails as {@link FeedbackIntake#take} does
     */
    Uni<FeedbackReceipt> take(NewFeedback feedback) {
        return intake.take(Verdict.of(feedback, Instant.now().truncatedTo(ChronoUnit.MICROS)))
                .invoke(receipt -> taken.get(receipt.outcome()).increment());
    }

    /**
     * @param items as they came, readable or not
     * @return a result for each; never fails as a whole
     */
    Uni<BatchReceipt> takeAll(List<JsonNode> items) {
        List<Uni<BatchReceipt.Result>> results = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            int index = i;
            results.add(Uni.createFrom()
                    .deferred(() -> take(read(items.get(index))))
                    .map(receipt -> BatchReceipt.Result.taken(index, receipt))
                    .onFailure()
                    .recoverWithItem(failure -> {
                        ProblemException problem = Failures.toProblem(failure);
                        FeedbackRefusals.count(metrics, problem.type());
                        return BatchReceipt.Result.refused(index, problem.problem());
                    }));
        }
        return Uni.join().all(results).andFailFast().map(BatchReceipt::new);
    }

    private NewFeedback read(JsonNode item) {
        NewFeedback feedback;
        try {
            feedback = item.isObject() ? reader.readValue(item) : null;
        } catch (JsonProcessingException e) {
            throw Failures.toProblem(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (feedback == null) {
            throw ProblemException.invalid("", "must be a JSON object");
        }
        var violations = validator.validate(feedback);
        if (!violations.isEmpty()) {
            throw Failures.ofViolations(violations);
        }
        return feedback;
    }
}
