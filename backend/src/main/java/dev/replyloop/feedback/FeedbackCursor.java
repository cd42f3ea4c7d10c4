package dev.replyloop.feedback;

import dev.replyloop.shared.problem.ProblemException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;

/**
 * Where a page of feedback ended; opaque to clients.
 *
 * @param occurredAt of the page's last feedback, to the microsecond
 * @param id of the page's last feedback
 */
public record FeedbackCursor(Instant occurredAt, UUID id) {

    private static final int BYTES = 3 * Long.BYTES;

    static FeedbackCursor after(Feedback last) {
        return new FeedbackCursor(last.occurredAt, last.id);
    }

    /** The text that {@code nextCursor} holds. */
    public String encode() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES)
                .putLong(micros(occurredAt))
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** Not by {@link ChronoUnit#between}, which counts nanoseconds on the way and overflows before 1677. */
    private static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }

    /**
     * @param text what a client sent as {@code cursor}
     * @throws ProblemException INVALID_REQUEST where it is not one that {@link #encode} made
     */
    public static FeedbackCursor decode(String text) {
        try {
            byte[] decoded = Base64.getUrlDecoder().decode(text);
            if (decoded.length == BYTES) {
                ByteBuffer bytes = ByteBuffer.wrap(decoded);
                Instant occurredAt = Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS);
                if (occurredAt.isAfter(Instant.parse("0000-12-31T00:00:00Z"))
                        && occurredAt.isBefore(Instant.parse("+10000-01-02T00:00:00Z"))) {
                    return new FeedbackCursor(occurredAt, new UUID(bytes.getLong(), bytes.getLong()));
                }
            }
        } catch (IllegalArgumentException | BufferUnderflowException | DateTimeException | ArithmeticException e) {
            // Answered below: whatever is wrong with it, it is no cursor of ours.
        }
        throw ProblemException.invalid("cursor", "is not a cursor that this list gave");
    }
}
