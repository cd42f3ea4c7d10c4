-- Forgets replies that have no rejection any more: of one that was erased, the digest of its text would stay.
-- For whoever folds, in the same transaction. In: numbers of replies that were just counted.
WITH gone AS MATERIALIZED (
    SELECT number
    FROM repeated_replies
    WHERE number = ANY ($1::integer[])
      AND NOT EXISTS (SELECT FROM feedback WHERE feedback.ai_reply_id = repeated_replies.ai_reply_id AND NOT useful)
), counters AS (
    DELETE FROM repeated_rejections_daily WHERE reply IN (SELECT number FROM gone)
)
DELETE FROM repeated_replies WHERE number IN (SELECT number FROM gone)
