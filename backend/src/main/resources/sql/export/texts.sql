-- The texts of training prompts, as they are exported.
-- In: their ids, of one page, in order; whether masked texts are wanted.
-- Out: in the same order; is_ready, whether the texts are masked where that was wanted. A reviewer's words were not looked at before.
SELECT feedback.id, feedback.message_id, feedback.occurred_at, useful, prompt, rating, reviewed.created_at, reviewed.updated_at,
       length(prompt) + coalesce(length(feedback.context), 0) AS characters, review, reviewed_at,
       $2::boolean AND curated.id IS NOT NULL AND edited_reply IS NULL AS is_ready,
       CASE WHEN $2::boolean AND edited_reply IS NULL AND curated.message IS NOT NULL THEN curated.message
            ELSE customer_message_of(prompt, feedback.ai_reply, useful, feedback.agent_reply) END AS message,
       CASE WHEN $2::boolean AND edited_reply IS NULL AND curated.ai_reply IS NOT NULL THEN curated.ai_reply ELSE feedback.ai_reply END AS ai_reply,
       CASE WHEN $2::boolean AND edited_reply IS NULL AND curated.agent_reply IS NOT NULL THEN curated.agent_reply
            ELSE feedback.agent_reply END AS sent_reply,
       CASE WHEN NOT useful AND taught_reply IS NOT NULL THEN
           CASE WHEN $2::boolean AND edited_reply IS NULL AND curated.agent_reply IS NOT NULL THEN curated.agent_reply
                ELSE taught_reply END END AS taught_reply,
       CASE WHEN $2::boolean AND edited_reply IS NULL AND curated.context IS NOT NULL THEN curated.context ELSE feedback.context END AS context
FROM feedback
JOIN reviewed_training_prompts AS reviewed ON reviewed.id = feedback.id
LEFT JOIN curated_prompts AS curated ON curated.id = feedback.id AND curated.verdict_digest = feedback.verdict_digest
WHERE feedback.id = ANY ($1)
ORDER BY feedback.id
