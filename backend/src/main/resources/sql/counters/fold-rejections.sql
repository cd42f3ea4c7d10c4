-- Adds what the journal says to the counters of the replies that were rejected repeatedly, and empties the journal.
-- For one at a time: it decides which replies join them, and reads the counters it adds to.
-- Out: the numbers of those of which a rejection was taken back.
WITH change AS (
    DELETE FROM rejection_journal
    RETURNING ai_reply_id, day, channel, model, reason, step, overridden, occurred_at
), fold AS (
    UPDATE rejection_fold SET up_to = pg_snapshot_xmin(pg_current_snapshot())
), changed_reply AS (
    SELECT ai_reply_id, number
    FROM (SELECT DISTINCT ai_reply_id FROM change) AS named LEFT JOIN repeated_replies USING (ai_reply_id)
), joining AS (
    INSERT INTO repeated_replies (ai_reply_id)
    SELECT ai_reply_id
    FROM changed_reply
    WHERE number IS NULL
      AND (SELECT count(*) = 2
           FROM (SELECT FROM feedback
                 WHERE feedback.ai_reply_id = changed_reply.ai_reply_id AND NOT useful
                 LIMIT 2) AS rejection)
    RETURNING number, ai_reply_id
), moved AS (
    SELECT number, ai_reply_id, day, channel, model, reason, sum(step) AS total,
           coalesce(sum(step) FILTER (WHERE overridden), 0) AS overridden,
           max(occurred_at) FILTER (WHERE step > 0) AS last_at, bool_or(step < 0) AS is_taken_back
    FROM change JOIN changed_reply USING (ai_reply_id)
    WHERE number IS NOT NULL
    GROUP BY number, ai_reply_id, day, channel, model, reason
    UNION ALL
    -- Who joins brings its past; what the journal says of it is a part of that.
    SELECT number, ai_reply_id, reporting_day(occurred_at, (SELECT zone FROM reporting_zone)), coalesce(channel, ''),
           coalesce(model, ''), coalesce(reason, ''), count(*), count(*) FILTER (WHERE feedback.overridden), max(occurred_at), false
    FROM joining JOIN feedback USING (ai_reply_id)
    WHERE NOT useful
    GROUP BY 1, 2, 3, 4, 5, 6
), counted AS (
    INSERT INTO repeated_rejections_daily AS stored (day, reply, channel, model, reason, total, overridden, last_at)
    SELECT day, number, channel, model, reason, total, overridden,
           CASE WHEN is_taken_back THEN (
                    SELECT max(occurred_at)
                    FROM feedback
                    WHERE NOT useful AND feedback.ai_reply_id = moved.ai_reply_id
                      AND reporting_day(occurred_at, (SELECT zone FROM reporting_zone)) = moved.day
                      AND coalesce(feedback.channel, '') = moved.channel AND coalesce(feedback.model, '') = moved.model
                      AND coalesce(feedback.reason, '') = moved.reason)
                ELSE greatest(last_at, (
                    SELECT before.last_at
                    FROM repeated_rejections_daily AS before
                    WHERE (before.day, before.reply, before.channel, before.model, before.reason)
                        = (moved.day, moved.number, moved.channel, moved.model, moved.reason)))
                END
    FROM moved
    ON CONFLICT ON CONSTRAINT repeated_rejections_daily_pkey DO UPDATE
        SET total = stored.total + excluded.total, overridden = stored.overridden + excluded.overridden,
            last_at = excluded.last_at
), changed_day AS (
    INSERT INTO repeated_rejections_days (day, version)
    SELECT DISTINCT day, pg_current_xact_id() FROM moved
    ON CONFLICT ON CONSTRAINT repeated_rejections_days_pkey DO UPDATE SET version = excluded.version
)
SELECT DISTINCT number FROM moved WHERE is_taken_back
