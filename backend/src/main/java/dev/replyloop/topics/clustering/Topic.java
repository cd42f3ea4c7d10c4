package dev.replyloop.topics.clustering;

import java.util.UUID;

/**
 * A group of customer messages about the same thing.
 *
 * @param id kept as long as the topic lives
 * @param name what people call it, no two alike
 * @param typicalMessageId the message that says best what the others say too; null where no message was looked at
 * @param namedByPerson whether a person gave the name
 * @param hidden whether a person does not want to see it; it takes its messages all the same
 * @param corrected whether a person renamed, merged, split off or hid it: it then never disappears by itself, and is
 *     never joined with another
 */
public record Topic(
        UUID id, String name, UUID typicalMessageId, boolean namedByPerson, boolean hidden, boolean corrected) {}
