package dev.replyloop.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.UUID;

/** Puts topics into the database, and feedback into them, as if they had been found. */
@ApplicationScoped
public class TopicRows {

    private final Database database;

    TopicRows(Database database) {
        this.database = database;
    }

    /** A topic without any message yet. */
    public UUID found(String name) {
        return found(UUID.randomUUID(), name);
    }

    /** A topic under an id, unless there is one already. */
    public UUID found(UUID id, String name) {
        database.query("INSERT INTO topics (id, name) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING", id, name);
        return id;
    }

    /**
     * Places feedback and its messages in a topic, or moves them there.
     *
     * @param topic null: in none
     * @param feedback ids
     */
    public void place(UUID topic, String... feedback) {
        UUID[] ids = Arrays.stream(feedback).map(UUID::fromString).toArray(UUID[]::new);
        database.query("""
                INSERT INTO message_topics (message_id, model, vector, text_digest, topic_id)
                SELECT DISTINCT message_id, 'test', ''::bytea, ''::bytea, $1::uuid FROM feedback WHERE id = ANY ($2)
                ON CONFLICT (message_id) DO UPDATE SET topic_id = excluded.topic_id
                """, topic, ids);
        database.query("""
                INSERT INTO topic_feedback (feedback_id, message_id, topic_id, occurred_at, day, channel, model, reason,
                                            useful, overridden)
                SELECT id, message_id, $1::uuid, occurred_at, reporting_day(occurred_at, 'UTC'), coalesce(channel, ''),
                       coalesce(model, ''), coalesce(reason, ''), useful, overridden
                FROM feedback WHERE id = ANY ($2)
                ON CONFLICT (feedback_id) DO UPDATE SET topic_id = excluded.topic_id
                """, topic, ids);
    }

    /** Makes a message the one that its topic is shown by. */
    public void typical(UUID topic, String messageId) {
        database.query("UPDATE topics SET typical_message_id = $2 WHERE id = $1", topic, UUID.fromString(messageId));
    }

    /** Recounts all feedback in its topics and compares with their counters. */
    public void assertCountersExact() {
        assertEquals(0, database.count("""
                SELECT count(*) FROM (
                    SELECT coalesce(topic_id::text, '') AS topic, day, channel, model, reason, count(*) AS total,
                           count(*) FILTER (WHERE useful) AS useful, count(*) FILTER (WHERE overridden) AS overridden
                    FROM topic_feedback GROUP BY 1, 2, 3, 4, 5) AS counted
                FULL JOIN (
                    SELECT coalesce(topic_id::text, '') AS topic, day, channel, model, reason,
                           sum(total) AS total, sum(useful) AS useful, sum(overridden) AS overridden
                    FROM topic_daily GROUP BY 1, 2, 3, 4, 5 HAVING (sum(total), sum(useful), sum(overridden)) <> (0, 0, 0)) AS stored
                USING (topic, day, channel, model, reason)
                WHERE (counted.total, counted.useful, counted.overridden)
                      IS DISTINCT FROM (stored.total::bigint, stored.useful::bigint, stored.overridden::bigint)
                """), "topic counters that differ from a recount");
    }
}
