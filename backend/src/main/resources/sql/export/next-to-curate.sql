-- The next training prompts to be looked at, in the order in which their verdicts changed.
-- In: how many at most. Holds the progress: another instance that asks meanwhile gets nothing.
WITH progress AS MATERIALIZED (
    SELECT changed_in, feedback_id FROM curation_progress FOR UPDATE SKIP LOCKED
)
SELECT feedback.id, feedback.changed_in::text AS changed_in, verdict_digest, useful, overridden, ai_reply, agent_reply, context,
       customer_message_of(prompt, ai_reply, useful, agent_reply) AS message
FROM (
    SELECT feedback.* FROM feedback
    WHERE (feedback.changed_in, feedback.id) > ((SELECT changed_in FROM progress), (SELECT feedback_id FROM progress))
      AND feedback.changed_in < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY feedback.changed_in, feedback.id
    LIMIT $1
) AS feedback
JOIN training_prompts USING (id)
ORDER BY feedback.changed_in, feedback.id
