-- Indexes the next feedback in the order of its changes, and moves on to the last of it.
-- In: how many rows at most; about how many bytes of text at most.
-- Out: how many were indexed; whether there may be more.
WITH next AS MATERIALIZED (
    SELECT id, changed_in, message_id, occurred_at, ai_reply_id, ai_reply, agent_reply, channel, model, reason
    FROM feedback
    WHERE (changed_in, id) > ((SELECT changed_in FROM search_progress), (SELECT feedback_id FROM search_progress))
      AND changed_in < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY changed_in, id
    LIMIT $1
    -- Not to be erased before its row is there to be erased with it.
    FOR KEY SHARE
), measured AS (
    SELECT next.*, customer_messages.message,
           sum(octet_length(message) + octet_length(ai_reply) + coalesce(octet_length(agent_reply), 0))
               OVER (ORDER BY changed_in, next.id) AS bytes,
           row_number() OVER (ORDER BY changed_in, next.id) AS place
    FROM next JOIN customer_messages ON customer_messages.id = next.message_id
), chunk AS MATERIALIZED (
    SELECT * FROM measured WHERE bytes <= $2 OR place = 1
), indexed AS (
    INSERT INTO feedback_search AS stored (feedback_id, occurred_at, ai_reply_start, text, channel, model, reason)
    SELECT id, occurred_at, substring(ai_reply_id FOR 8), search_text(message, ai_reply, agent_reply),
           coalesce(channel, ''), coalesce(model, ''), coalesce(reason, '')
    FROM chunk
    ON CONFLICT ON CONSTRAINT feedback_search_pkey DO UPDATE
        SET occurred_at = excluded.occurred_at, text = excluded.text, channel = excluded.channel, model = excluded.model,
            reason = excluded.reason
        WHERE (stored.occurred_at, stored.text, stored.channel, stored.model, stored.reason)
            IS DISTINCT FROM (excluded.occurred_at, excluded.text, excluded.channel, excluded.model, excluded.reason)
), moved AS (
    UPDATE search_progress SET (changed_in, feedback_id) = (last.changed_in, last.id)
    FROM (SELECT changed_in, id FROM chunk ORDER BY place DESC LIMIT 1) AS last
)
SELECT count(*), count(*) = $1 OR count(*) < (SELECT count(*) FROM measured) FROM chunk
