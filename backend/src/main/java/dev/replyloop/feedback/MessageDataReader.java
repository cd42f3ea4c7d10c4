package dev.replyloop.feedback;

import dev.replyloop.feedback.MessageData.MessageTopic;
import dev.replyloop.shared.SqlFile;
import dev.replyloop.shared.problem.ProblemException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Collects what is held about one message: the answer to somebody who asks for their data. */
@ApplicationScoped
class MessageDataReader {

    private static final String HELD = SqlFile.read("feedback/held-about-message.sql");

    private final Pool pool;

    MessageDataReader(Pool pool) {
        this.pool = pool;
    }

    /** @return fails with a NOT_FOUND problem where the message was never seen */
    Uni<MessageData> read(UUID messageId) {
        return pool.preparedQuery(HELD).execute(Tuple.of(messageId)).flatMap(rows -> {
            if (rows.rowCount() == 0) {
                throw ProblemException.notFound("customer message", messageId);
            }
            Row row = rows.iterator().next();
            return Multi.createFrom()
                    .items(row.getArrayOfUUIDs("feedback"))
                    .onItem()
                    .transformToUniAndConcatenate(FeedbackDetail::find)
                    .filter(Objects::nonNull)
                    .collect()
                    .asList()
                    .map(feedback -> of(messageId, row, feedback));
        });
    }

    private static MessageData of(UUID messageId, Row row, List<FeedbackDetail> feedback) {
        OffsetDateTime at = row.getOffsetDateTime("message_at");
        UUID topicId = row.getUUID("topic_id");
        return new MessageData(
                messageId,
                row.getBoolean("erased"),
                row.getString("message"),
                at == null ? null : at.toInstant(),
                topicId == null ? null : new MessageTopic(topicId, row.getString("topic_name")),
                row.getBoolean("embedded"),
                feedback,
                List.of(row.getArrayOfUUIDs("in_context_of")),
                List.of(row.getArrayOfUUIDs("in_prompts")));
    }
}
