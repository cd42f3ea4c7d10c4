package dev.replyloop.prompts;

import dev.replyloop.shared.Text;
import dev.replyloop.text.Context;
import dev.replyloop.text.ContextTurn;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.UUID;

/**
 * A new customer message, to be answered by an AI. What each field means stands in the OpenAPI document; limits and defaults
 * stand here.
 */
public record PromptRequest(
        @NotNull(message = REQUIRED) @Text(max = TEXT_MAX, mayBeBlank = false)
        String message,

        UUID messageId,

        @Context List<@NotNull(message = REQUIRED) @Valid ContextTurn> context,

        @Text(max = NAME_MAX) String channel,
        @Text(max = NAME_MAX) String model,

        @Text(max = TEXT_MAX) String instructions,

        @Min(value = 0, message = "must be at least 0") @Max(value = MAX_LIMIT, message = "must be at most 8")
        Integer limit,

        @Min(value = 0, message = "must be at least 0") @Max(value = TEXT_MAX, message = "must be at most 20000")
        Integer maxCharacters,

        RequiredTrust trust,
        Boolean preview) {

    static final int TEXT_MAX = 20_000;
    static final int NAME_MAX = 100;
    static final int MAX_LIMIT = 8;
    private static final String REQUIRED = "is required";

    public PromptRequest {
        context = context == null ? List.of() : context;
        limit = limit == null ? Integer.valueOf(4) : limit;
        preview = preview == null ? Boolean.FALSE : preview;
        maxCharacters = maxCharacters == null ? Integer.valueOf(6_000) : maxCharacters;
    }
}
