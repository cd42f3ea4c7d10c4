-- Remembers that a verdict is taken back now, and takes the message's text away where it was the last one on it. The verdict
-- itself is for erase-feedback.sql to delete.
-- In: the message's id, locked by this transaction; the verdict's id.
-- Out: a row unless the verdict is gone already.
WITH standing AS MATERIALIZED (
    SELECT id, message_id, ai_reply_id, greatest(clock_timestamp(), confirmed_at) AS taken_back_at,
           NOT EXISTS (SELECT FROM feedback AS other WHERE other.message_id = $1 AND other.id <> $2) AS is_last
    FROM feedback
    WHERE id = $2 AND message_id = $1
), remembered AS (
    INSERT INTO taken_back_verdicts (feedback_id, message_id, ai_reply_id, taken_back_at)
    SELECT id, message_id, ai_reply_id, taken_back_at FROM standing
), shown AS (
    UPDATE topics SET typical_message_id = NULL
    WHERE typical_message_id = $1 AND (SELECT is_last FROM standing)
)
UPDATE customer_messages AS stored
SET taken_back_at = standing.taken_back_at,
    message = CASE WHEN NOT is_last THEN stored.message END,
    message_at = CASE WHEN NOT is_last THEN stored.message_at END,
    reworded_in = CASE WHEN is_last THEN pg_current_xact_id() ELSE stored.reworded_in END
FROM standing
WHERE stored.id = $1
RETURNING stored.id
