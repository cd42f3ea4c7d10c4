-- One stored prompt with its examples as they stand now.
-- In: its id.
-- Out: a row for each example, one without a position where there is none; an example that is gone has no text.
SELECT prompt.id, prompt.asked_at, prompt.held_out, prompt.had_examples,
       example.position, example.feedback_id, example.similarity::float8 AS similarity,
       customer.id AS message_id, customer.message, feedback.ai_reply,
       CASE WHEN NOT feedback.useful THEN taught_reply END AS agent_reply, feedback.useful,
       NOT feedback.useful AND taught_reply IS NOT NULL AS overridden, feedback.agent_id, feedback.occurred_at, review = 'APPROVED' AS approved
FROM learned_prompts AS prompt
LEFT JOIN learned_prompt_examples AS example ON example.prompt_id = prompt.id
LEFT JOIN reviewed_training_prompts AS reviewed ON reviewed.id = example.feedback_id AND review <> 'EXCLUDED'
LEFT JOIN feedback ON feedback.id = reviewed.id AND (review = 'APPROVED' OR NOT by_public_key)
LEFT JOIN customer_messages AS customer ON customer.id = feedback.message_id
WHERE prompt.id = $1
ORDER BY example.position
