-- Indexes the feedback of the next messages whose text was replaced, and moves on to the last of them.
-- In: how many messages at most.
-- Out: how many were taken; whether there may be more.
WITH next AS MATERIALIZED (
    SELECT id, reworded_in, message
    FROM customer_messages
    WHERE reworded_in IS NOT NULL
      AND (reworded_in, id) > ((SELECT reworded_in FROM search_progress), (SELECT message_id FROM search_progress))
      AND reworded_in < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY reworded_in, id
    LIMIT $1
), said AS MATERIALIZED (
    SELECT feedback.id, feedback.occurred_at, feedback.ai_reply_id, next.message, feedback.ai_reply, feedback.agent_reply,
           feedback.channel, feedback.model, feedback.reason
    FROM next JOIN feedback ON feedback.message_id = next.id
    FOR KEY SHARE OF feedback
), indexed AS (
    INSERT INTO feedback_search AS stored (feedback_id, occurred_at, ai_reply_start, text, channel, model, reason)
    SELECT id, occurred_at, substring(ai_reply_id FOR 8), search_text(message, ai_reply, agent_reply),
           coalesce(channel, ''), coalesce(model, ''), coalesce(reason, '')
    FROM said
    ON CONFLICT ON CONSTRAINT feedback_search_pkey DO UPDATE
        SET occurred_at = excluded.occurred_at, text = excluded.text, channel = excluded.channel, model = excluded.model,
            reason = excluded.reason
        WHERE (stored.occurred_at, stored.text, stored.channel, stored.model, stored.reason)
            IS DISTINCT FROM (excluded.occurred_at, excluded.text, excluded.channel, excluded.model, excluded.reason)
), moved AS (
    UPDATE search_progress SET (reworded_in, message_id) = (last.reworded_in, last.id)
    FROM (SELECT reworded_in, id FROM next ORDER BY reworded_in DESC, id DESC LIMIT 1) AS last
)
SELECT count(*), count(*) = $1 FROM next
