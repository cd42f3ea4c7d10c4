package dev.replyloop.prompts;

import dev.replyloop.prompts.Example.Kind;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A prompt that was answered, with its examples as they stand now.
 *
 * @param heldOut whether examples were found and withheld
 * @param examples the most valuable first
 * @param gone how many of its examples were erased, taken back or rejected since
 */
public record StoredPrompt(UUID id, Instant askedAt, boolean heldOut, List<PastExample> examples, int gone) {

    /** An example of a stored prompt, masked anew; see {@link Example}. */
    public record PastExample(UUID feedbackId, String message, String reply, Kind kind, double similarity) {}
}
