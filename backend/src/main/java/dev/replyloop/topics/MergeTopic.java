package dev.replyloop.topics;

import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/**
 * That a topic is the same as another.
 *
 * @param into the other one, which keeps its id and its name
 */
public record MergeTopic(@NotNull(message = "is required") UUID into) {}
