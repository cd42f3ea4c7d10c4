-- The newest verdicts on messages, as they are now; not those that anybody may have posted from a web page.
-- In: the messages' ids; how many verdicts of each at most.
SELECT given.id AS message_id, customer.message, feedback.*
FROM unnest($1::uuid[]) AS given (id)
JOIN customer_messages AS customer ON customer.id = given.id AND customer.message IS NOT NULL
CROSS JOIN LATERAL (
    SELECT id AS feedback_id, ai_reply, agent_reply, useful, overridden, agent_id, occurred_at
    FROM feedback WHERE feedback.message_id = given.id AND NOT by_public_key
    ORDER BY occurred_at DESC, id DESC
    LIMIT $2
) AS feedback
