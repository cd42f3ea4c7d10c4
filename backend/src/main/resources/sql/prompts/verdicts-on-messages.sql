-- The newest verdicts on messages, as they are now and as they were reviewed; not the excluded ones, and of those that anybody
-- may have posted from a web page the approved alone.
-- In: the messages' ids; how many verdicts of each at most.
SELECT given.id AS message_id, customer.message, feedback.*
FROM unnest($1::uuid[]) AS given (id)
JOIN customer_messages AS customer ON customer.id = given.id AND customer.message IS NOT NULL
CROSS JOIN LATERAL (
    SELECT feedback.id AS feedback_id, ai_reply, CASE WHEN NOT useful THEN taught_reply END AS agent_reply, useful,
           NOT useful AND taught_reply IS NOT NULL AS overridden, agent_id, feedback.occurred_at, review = 'APPROVED' AS approved
    FROM feedback JOIN reviewed_training_prompts AS reviewed USING (id)
    WHERE feedback.message_id = given.id AND review <> 'EXCLUDED' AND (review = 'APPROVED' OR NOT by_public_key)
    ORDER BY feedback.occurred_at DESC, feedback.id DESC
    LIMIT $2
) AS feedback
