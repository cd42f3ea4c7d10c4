package dev.replyloop.feedback;

import dev.replyloop.shared.Blank;
import dev.replyloop.text.ContextTurn;
import dev.replyloop.training.TrainingPromptBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A valid {@link NewFeedback} made ready to be written: blanks gone, time settled, digests taken, prompt built. All the
 * work that needs no database is done here, before the verdict joins a batch.
 */
record PreparedFeedback(
        Identity identity,
        String message,
        String aiReply,
        boolean useful,
        String agentReply,
        Reason reason,
        String comment,
        String agentId,
        String channel,
        String model,
        OffsetDateTime occurredAt,
        byte[] digest,
        String prompt,
        UUID promptId,
        String traceId,
        List<ContextTurn> context,
        boolean byPublicKey) {

    /** What one suggestion is known by: the message, and the AI reply's SHA-256. */
    record Identity(UUID messageId, ByteBuffer aiReplyId) {}

    /**
     * @param feedback valid: what it is known by, and whether it changed, is told from it as it was sent
     * @param stored the same, or with its texts masked
     * @param byPublicKey whether anybody may have posted it, from a web page
     * @param now the moment it arrived; stands in for a missing time and for one ahead of it
     */
    static PreparedFeedback of(NewFeedback feedback, NewFeedback stored, Instant now, boolean byPublicKey) {
        String agentReply = Blank.toNull(feedback.agentReply());
        String comment = Blank.toNull(feedback.comment());
        String agentId = Blank.toNull(feedback.agentId());
        String channel = Blank.toNull(feedback.channel());
        String model = Blank.toNull(feedback.model());
        Instant clicked = feedback.occurredAt();
        Instant occurredAt = clicked == null || clicked.isAfter(now) ? now : clicked;
        boolean useful = feedback.useful();
        String traceId = Blank.toNull(feedback.traceId());
        List<ContextTurn> context = feedback.context() == null ? List.of() : feedback.context();
        MessageDigest sha256 = sha256();
        byte[] aiReplyId = sha256.digest(feedback.aiReply().getBytes(StandardCharsets.UTF_8));
        return new PreparedFeedback(
                new Identity(feedback.messageId(), ByteBuffer.wrap(aiReplyId)),
                stored.message(),
                stored.aiReply(),
                useful,
                Blank.toNull(stored.agentReply()),
                feedback.reason(),
                Blank.toNull(stored.comment()),
                agentId,
                channel,
                model,
                occurredAt.atOffset(ZoneOffset.UTC),
                digest(
                        sha256,
                        Stream.of(
                                Stream.of(
                                        feedback.message(),
                                        useful ? "useful" : "not useful",
                                        agentReply,
                                        feedback.reason() == null
                                                ? null
                                                : feedback.reason().name(),
                                        comment,
                                        agentId,
                                        channel,
                                        model),
                                laterFields(feedback.promptId(), traceId, context))),
                TrainingPromptBuilder.build(
                        stored.message(), stored.aiReply(), useful, Blank.toNull(stored.agentReply())),
                feedback.promptId(),
                traceId,
                stored.context() == null ? List.of() : stored.context(),
                byPublicKey);
    }

    /** Whether the agent reply says what the AI reply says, but for white space: then it is no override. */
    boolean repeatsAiReply() {
        return agentReply != null && Blank.showTheSame(agentReply, aiReply);
    }

    /** About how many bytes it takes to hold and to send: what the intake's queue is bounded by. */
    int weight() {
        return 512
                + 2 * (message.length() + aiReply.length() + prompt.length())
                + (agentReply == null ? 0 : 2 * agentReply.length())
                + (comment == null ? 0 : 2 * comment.length())
                + context.stream()
                        .mapToInt(turn -> 100 + 2 * turn.text().length())
                        .sum();
    }

    /** Each with its name, and only where it is there: so a verdict without them has the digest that it had before them. */
    private static Stream<String> laterFields(UUID promptId, String traceId, List<ContextTurn> context) {
        return Stream.of(
                        promptId == null ? Stream.<String>empty() : Stream.of("promptId", promptId.toString()),
                        traceId == null ? Stream.<String>empty() : Stream.of("traceId", traceId),
                        context.stream()
                                .flatMap(turn -> Stream.of(
                                        "turn",
                                        turn.role().name(),
                                        turn.text(),
                                        turn.messageId() == null
                                                ? null
                                                : turn.messageId().toString())))
                .flatMap(Function.identity());
    }

    /** Each part goes in with its length, so that no two lists of parts read alike. */
    private static byte[] digest(MessageDigest sha256, Stream<Stream<String>> fields) {
        for (String part : fields.flatMap(Function.identity()).toList()) {
            byte[] bytes = part == null ? null : part.getBytes(StandardCharsets.UTF_8);
            sha256.update(ByteBuffer.allocate(Integer.BYTES)
                    .putInt(bytes == null ? -1 : bytes.length)
                    .flip());
            if (bytes != null) {
                sha256.update(bytes);
            }
        }
        return sha256.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
