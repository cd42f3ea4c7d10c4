package dev.replyloop.feedback;

import dev.replyloop.shared.Text;
import dev.replyloop.text.Context;
import dev.replyloop.text.ContextTurn;
import dev.replyloop.text.PersonalData;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * One verdict as the helpdesk sends it. What each field means stands in the OpenAPI document; the limits stand here.
 *
 * @param occurredAt when the agent clicked; null: now. Up to five minutes ahead is forgiven (clocks differ).
 * @param promptId the learned prompt that the AI reply came from; one that is not known is no fault
 */
@ReasonOnThumbsDown
public record NewFeedback(
        @NotNull(message = REQUIRED) UUID messageId,

        @NotNull(message = REQUIRED) @Text(max = TEXT_MAX, mayBeBlank = false)
        String message,

        @NotNull(message = REQUIRED) @Text(max = TEXT_MAX, mayBeBlank = false)
        String aiReply,

        @NotNull(message = REQUIRED) Boolean useful,
        @Text(max = TEXT_MAX) String agentReply,
        Reason reason,
        @Text(max = COMMENT_MAX) String comment,
        @Text(max = NAME_MAX) String agentId,
        @Text(max = NAME_MAX) String channel,
        @Text(max = NAME_MAX) String model,

        @PastOrPresent(message = "must not be more than 5 minutes ahead")
        Instant occurredAt,

        UUID promptId,
        @Context List<@NotNull(message = REQUIRED) @Valid ContextTurn> context,
        @Text(max = TRACE_ID_MAX) String traceId) {

    /** With personal data taken out of every text. */
    NewFeedback masked(PersonalData personalData) {
        List<ContextTurn> turns = context == null ? List.of() : context;
        List<String> texts = new ArrayList<>(Arrays.asList(message, aiReply, agentReply, comment));
        turns.forEach(turn -> texts.add(turn.text()));
        List<String> masked = personalData.maskAll(texts);
        List<ContextTurn> maskedTurns = new ArrayList<>();
        for (ContextTurn turn : turns) {
            maskedTurns.add(new ContextTurn(
                    turn.role(), masked.get(texts.size() - turns.size() + maskedTurns.size()), turn.messageId()));
        }
        return new NewFeedback(
                messageId,
                masked.get(0),
                masked.get(1),
                useful,
                masked.get(2),
                reason,
                masked.get(3),
                agentId,
                channel,
                model,
                occurredAt,
                promptId,
                context == null ? null : maskedTurns,
                traceId);
    }

    /** The most code points of a customer message, an AI reply or an agent reply. */
    static final int TEXT_MAX = 20_000;
    /** The most code points of a comment. */
    static final int COMMENT_MAX = 2_000;
    /** The most code points of an agent's id, a channel or a model. */
    static final int NAME_MAX = 100;

    static final int TRACE_ID_MAX = 200;

    private static final String REQUIRED = "is required";
}
