-- The texts of a file's training prompts, oldest first.
-- In: as rows.sql; masked, whether masked texts are wanted; own, whether for our own record, which has more columns.
-- Out: is_ready, whether the texts are masked where that was wanted: a reviewer's words were not looked at before; characters,
-- about how many there are.
SELECT id, message_id, useful, octet_length(ai_reply) + octet_length(prompt) + coalesce(octet_length(context), 0) AS characters, is_ready,
       CASE WHEN is_ready AND masked_message IS NOT NULL THEN masked_message
            ELSE customer_message_of(prompt, ai_reply, useful, agent_reply) END AS message,
       CASE WHEN is_ready AND masked_ai_reply IS NOT NULL THEN masked_ai_reply ELSE ai_reply END AS ai_reply,
       CASE WHEN is_ready AND correction IS NOT NULL AND masked_agent_reply IS NOT NULL THEN masked_agent_reply
            ELSE correction END AS correction,
       CASE WHEN is_ready AND masked_context IS NOT NULL THEN masked_context ELSE context END AS context,
       CASE WHEN CAST(:own AS boolean) THEN occurred_at END AS occurred_at,
       CASE WHEN CAST(:own AS boolean) THEN created_at END AS created_at,
       CASE WHEN CAST(:own AS boolean) THEN updated_at END AS updated_at,
       CASE WHEN CAST(:own AS boolean) THEN review END AS review,
       CASE WHEN CAST(:own AS boolean) THEN reviewed_at END AS reviewed_at,
       -- Masked, it is built anew.
       CASE WHEN CAST(:own AS boolean) AND NOT CAST(:masked AS boolean) THEN prompt END AS prompt,
       CASE WHEN NOT CAST(:own AS boolean) THEN NULL
            WHEN is_ready AND masked_agent_reply IS NOT NULL THEN masked_agent_reply
            ELSE agent_reply END AS sent_reply
FROM (SELECT *, CAST(:masked AS boolean) AND NOT is_waiting AND edited IS NULL AS is_ready FROM (
-- {rows.sql}
) AS file
-- The planner takes IS NULL of an expression for hardly ever true, and a CASE for true half the time. It must plan for many rows.
WHERE CASE WHEN cause IS NULL THEN true ELSE false END) AS file
ORDER BY id
