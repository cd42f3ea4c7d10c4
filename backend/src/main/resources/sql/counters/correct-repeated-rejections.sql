-- Recounts the replies that were rejected repeatedly, and puts their counters right. The journal was folded before, in the
-- same snapshot, and nobody else folds meanwhile.
-- In: the zone to count in. Out: as correct-feedback-daily.sql.
WITH missing AS (
    INSERT INTO repeated_replies (ai_reply_id)
    SELECT ai_reply_id
    FROM feedback
    WHERE NOT useful
      AND NOT EXISTS (SELECT FROM repeated_replies WHERE repeated_replies.ai_reply_id = feedback.ai_reply_id)
    GROUP BY ai_reply_id
    HAVING count(*) > 1
    RETURNING number, ai_reply_id
), reply AS (
    SELECT number, ai_reply_id FROM repeated_replies
    UNION ALL
    SELECT number, ai_reply_id FROM missing
), counted AS (
    SELECT reporting_day(occurred_at, $1) AS day, number AS reply, coalesce(channel, '') AS channel,
           coalesce(model, '') AS model, coalesce(reason, '') AS reason, count(*) AS total,
           count(*) FILTER (WHERE feedback.overridden) AS overridden, max(occurred_at) AS last_at
    FROM feedback JOIN reply USING (ai_reply_id)
    WHERE NOT useful
    GROUP BY 1, 2, 3, 4, 5
), difference AS (
    SELECT day, reply, channel, model, reason, coalesce(counted.total, 0) AS total,
           coalesce(counted.overridden, 0) AS overridden, counted.last_at,
           greatest(abs(coalesce(counted.total, 0) - coalesce(stored.total, 0)),
                    abs(coalesce(counted.overridden, 0) - coalesce(stored.overridden, 0)),
                    (counted.last_at IS DISTINCT FROM stored.last_at)::integer) AS feedback
    FROM counted FULL JOIN repeated_rejections_daily AS stored USING (day, reply, channel, model, reason)
), corrected AS (
    INSERT INTO repeated_rejections_daily (day, reply, channel, model, reason, total, overridden, last_at)
    SELECT day, reply, channel, model, reason, total, overridden, last_at
    FROM difference
    WHERE feedback > 0
    ON CONFLICT ON CONSTRAINT repeated_rejections_daily_pkey DO UPDATE
        SET total = excluded.total, overridden = excluded.overridden, last_at = excluded.last_at
), changed_day AS (
    INSERT INTO repeated_rejections_days (day, version)
    SELECT DISTINCT day, pg_current_xact_id() FROM difference WHERE feedback > 0
    ON CONFLICT ON CONSTRAINT repeated_rejections_days_pkey DO UPDATE SET version = excluded.version
)
SELECT count(*) AS counters, coalesce(sum(feedback), 0)::bigint AS feedback
FROM difference
WHERE feedback > 0
