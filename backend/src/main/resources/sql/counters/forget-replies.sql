-- Forgets replies that have no rejection any more: of one that was erased, the digest of its text would stay.
-- Called by the compaction, in the same transaction. In: numbers of replies that were just counted.
WITH gone AS MATERIALIZED (
    SELECT number
    FROM repeated_replies
    WHERE number = ANY ($1::integer[])
      AND NOT EXISTS (SELECT FROM feedback WHERE feedback.ai_reply_id = repeated_replies.ai_reply_id AND NOT useful)
), counters AS (
    DELETE FROM repeated_rejections_daily WHERE reply IN (SELECT number FROM gone)
    RETURNING day
), changed_day AS (
    -- An erasure that came since the counting left counters that are not zero yet, and readers may have them in memory.
    INSERT INTO repeated_rejections_days (day, version)
    SELECT DISTINCT day, pg_current_xact_id() FROM counters
    ON CONFLICT ON CONSTRAINT repeated_rejections_days_pkey DO UPDATE SET version = excluded.version
)
DELETE FROM repeated_replies WHERE number IN (SELECT number FROM gone)
