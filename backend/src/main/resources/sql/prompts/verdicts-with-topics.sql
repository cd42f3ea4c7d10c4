-- As verdicts-on-messages.sql, with the topic that each message is in.
SELECT given.id AS message_id, topic_id, customer.message, feedback.*
FROM unnest($1::uuid[]) AS given (id)
JOIN customer_messages AS customer ON customer.id = given.id AND customer.message IS NOT NULL
JOIN message_topics ON message_topics.message_id = given.id
CROSS JOIN LATERAL (
    SELECT id AS feedback_id, ai_reply, agent_reply, useful, overridden, agent_id, occurred_at
    FROM feedback WHERE feedback.message_id = given.id AND NOT by_public_key
    ORDER BY occurred_at DESC, id DESC
    LIMIT $2
) AS feedback
