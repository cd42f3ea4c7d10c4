package dev.replyloop.bench;

import dev.replyloop.feedback.NewFeedback;
import dev.replyloop.training.TrainingPromptBuilder;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.hibernate.reactive.mutiny.Mutiny;

/** The same transaction as the intake's for a feedback that is new, the way the ORM writes it. */
@ApplicationScoped
class OrmWriter {

    private static final int SLOTS = 16;

    private static final String COUNT =
            """
            INSERT INTO feedback_daily AS stored (day, channel, model, slot, total, useful, overridden)
            VALUES (reporting_day(:at, (SELECT zone FROM reporting_zone)), :channel, :model, :slot,
                    1, :useful, :overridden)
            ON CONFLICT ON CONSTRAINT feedback_daily_pkey DO UPDATE
                SET total = stored.total + 1, useful = stored.useful + excluded.useful,
                    overridden = stored.overridden + excluded.overridden
            """;

    private static final String COUNT_REJECTION =
            """
            INSERT INTO rejected_daily AS stored (day, channel, model, reason, slot, total, overridden)
            VALUES (reporting_day(:at, (SELECT zone FROM reporting_zone)), :channel, :model, :reason, :slot,
                    1, :overridden)
            ON CONFLICT ON CONSTRAINT rejected_daily_pkey DO UPDATE
                SET total = stored.total + 1, overridden = stored.overridden + excluded.overridden
            """;

    /** Returns the feedback's id once it is durable. */
    Uni<UUID> write(NewFeedback feedback) {
        Instant now = Instant.now();
        OrmMessage message = message(feedback, now);
        OrmFeedback stored = stored(feedback, now);
        return Panache.withTransaction(() -> message.persist()
                .chain(() -> stored.persist())
                .chain(() -> prompt(stored, feedback).persist())
                .chain(Panache::getSession)
                .call(session -> count(session, stored))
                .call(session -> stored.useful ? Uni.createFrom().voidItem() : countRejection(session, stored))
                .map(session -> stored.id));
    }

    private static Uni<Integer> count(Mutiny.Session session, OrmFeedback feedback) {
        return session.createNativeQuery(COUNT)
                .setParameter("at", feedback.occurredAt)
                .setParameter("channel", orNone(feedback.channel))
                .setParameter("model", orNone(feedback.model))
                .setParameter("slot", ThreadLocalRandom.current().nextInt(SLOTS))
                .setParameter("useful", feedback.useful ? 1 : 0)
                .setParameter("overridden", overridden(feedback))
                .executeUpdate();
    }

    private static Uni<Integer> countRejection(Mutiny.Session session, OrmFeedback feedback) {
        return session.createNativeQuery(COUNT_REJECTION)
                .setParameter("at", feedback.occurredAt)
                .setParameter("channel", orNone(feedback.channel))
                .setParameter("model", orNone(feedback.model))
                .setParameter("reason", orNone(feedback.reason))
                .setParameter("slot", ThreadLocalRandom.current().nextInt(SLOTS))
                .setParameter("overridden", overridden(feedback))
                .executeUpdate();
    }

    private static int overridden(OrmFeedback feedback) {
        return !feedback.useful && feedback.agentReply != null ? 1 : 0;
    }

    private static String orNone(String value) {
        return value == null ? "" : value;
    }

    private static OrmMessage message(NewFeedback feedback, Instant now) {
        OrmMessage message = new OrmMessage();
        message.id = feedback.messageId();
        message.message = feedback.message();
        message.messageAt = now;
        return message;
    }

    private static OrmFeedback stored(NewFeedback feedback, Instant now) {
        OrmFeedback stored = new OrmFeedback();
        stored.messageId = feedback.messageId();
        stored.aiReplyId = sha256(feedback.aiReply());
        stored.aiReply = feedback.aiReply();
        stored.useful = feedback.useful();
        stored.agentReply = feedback.agentReply();
        stored.reason = feedback.reason() == null ? null : feedback.reason().name();
        stored.agentId = feedback.agentId();
        stored.channel = feedback.channel();
        stored.model = feedback.model();
        stored.occurredAt = now;
        stored.confirmedAt = now;
        stored.verdictDigest = sha256(feedback.toString());
        stored.receivedAt = now;
        return stored;
    }

    private static OrmPrompt prompt(OrmFeedback stored, NewFeedback feedback) {
        OrmPrompt prompt = new OrmPrompt();
        prompt.id = stored.id;
        prompt.messageId = stored.messageId;
        prompt.prompt = TrainingPromptBuilder.build(
                feedback.message(), stored.aiReply, stored.useful, stored.agentReply);
        prompt.rating = stored.useful ? 1 : 0;
        prompt.createdAt = stored.receivedAt;
        prompt.updatedAt = stored.receivedAt;
        return prompt;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
