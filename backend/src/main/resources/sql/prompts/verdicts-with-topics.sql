-- As verdicts-on-messages.sql, with the topic that each message is in.
SELECT given.id AS message_id, topic_id, customer.message, feedback.*
FROM unnest($1::uuid[]) AS given (id)
JOIN customer_messages AS customer ON customer.id = given.id AND customer.message IS NOT NULL
JOIN message_topics ON message_topics.message_id = given.id
CROSS JOIN LATERAL (
    SELECT feedback.id AS feedback_id, ai_reply, CASE WHEN NOT useful THEN taught_reply END AS agent_reply, useful,
           NOT useful AND taught_reply IS NOT NULL AS overridden, agent_id, feedback.occurred_at, review = 'APPROVED' AS approved
    FROM feedback JOIN reviewed_training_prompts AS reviewed USING (id)
    WHERE feedback.message_id = given.id AND review <> 'EXCLUDED' AND (review = 'APPROVED' OR NOT by_public_key)
    ORDER BY feedback.occurred_at DESC, feedback.id DESC
    LIMIT $2
) AS feedback
