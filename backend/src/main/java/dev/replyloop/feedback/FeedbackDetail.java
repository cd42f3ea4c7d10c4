package dev.replyloop.feedback;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.replyloop.embedding.WrittenText;
import dev.replyloop.text.ContextTurn;
import dev.replyloop.training.TrainingPrompt;
import dev.replyloop.training.TrainingPromptView;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * One feedback with the training prompt that was built from it.
 *
 * @param written what the customer wrote in the message, without quoted mails, signatures and mark-up; null where that is all of it
 * @param context the earlier turns of the conversation, oldest first; none where none were sent
 */
public record FeedbackDetail(
        @JsonUnwrapped FeedbackView feedback,
        String written,
        List<ContextTurn> context,
        TrainingPromptView trainingPrompt) {

    // One statement: read apart, the verdict and its prompt could belong to different clicks.
    private static final String WITH_PROMPT = "select f, p from Feedback f join fetch f.customerMessage"
            + " join TrainingPrompt p on p.id = f.id where f.id = :id";

    /** Finds one feedback; null where there is none. */
    public static Uni<FeedbackDetail> find(UUID id) {
        return Panache.withSession(() -> Panache.getSession()
                .flatMap(session -> session.createSelectionQuery(WITH_PROMPT, Object[].class)
                        .setParameter("id", id)
                        .getSingleResultOrNull())
                .map(found -> found == null ? null : of((Feedback) found[0], (TrainingPrompt) found[1])));
    }

    /** @param names how agents' ids are shown */
    public FeedbackDetail withAgent(UnaryOperator<String> names) {
        return new FeedbackDetail(feedback.withAgent(names), written, context, trainingPrompt);
    }

    private static FeedbackDetail of(Feedback feedback, TrainingPrompt prompt) {
        String message = feedback.customerMessage.message;
        String written = WrittenText.of(message);
        return new FeedbackDetail(
                FeedbackView.of(feedback),
                written.equals(message) ? null : written,
                StoredContext.read(feedback.context),
                TrainingPromptView.of(prompt));
    }
}
