-- Feedback as a list takes it along.
-- In: ids of one page; whether masked texts are wanted.
-- Out: newest first; is_ready, whether the three texts are masked where that was wanted; the comment never is.
SELECT feedback.id, feedback.message_id, feedback.occurred_at, useful, reason, comment, agent_id, channel, model, curated.id IS NOT NULL AS is_ready,
       length(customer.message) + length(feedback.ai_reply) + coalesce(length(feedback.agent_reply), 0) AS characters,
       CASE WHEN $2::boolean AND curated.message IS NOT NULL THEN curated.message ELSE customer.message END AS message,
       CASE WHEN $2::boolean AND curated.ai_reply IS NOT NULL THEN curated.ai_reply ELSE feedback.ai_reply END AS ai_reply,
       CASE WHEN $2::boolean AND curated.agent_reply IS NOT NULL THEN curated.agent_reply ELSE feedback.agent_reply END AS agent_reply
FROM feedback
JOIN customer_messages AS customer ON customer.id = feedback.message_id
LEFT JOIN curated_prompts AS curated ON curated.id = feedback.id AND curated.verdict_digest = feedback.verdict_digest
    AND customer.message = customer_message_of((SELECT prompt FROM training_prompts WHERE training_prompts.id = feedback.id), feedback.ai_reply, useful, feedback.agent_reply)
WHERE feedback.id = ANY ($1)
ORDER BY feedback.occurred_at DESC, feedback.id DESC
