package dev.replyloop.text;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.replyloop.shared.Text;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/**
 * An earlier turn of a conversation.
 *
 * @param messageId the customer message that it is, null where that is not known; once that is erased, so is the turn
 */
public record ContextTurn(
        @NotNull(message = REQUIRED) Speaker role,

        @NotNull(message = REQUIRED) @Text(max = Context.MAX_CHARACTERS, mayBeBlank = false)
        String text,

        @JsonInclude(JsonInclude.Include.NON_NULL) UUID messageId) {

    private static final String REQUIRED = "is required";
}
