-- As correct-feedback-daily.sql, for the counters by topic: of the feedback that has been placed. Rows are only ever added.
WITH counted AS (
    SELECT topic_id, reporting_day(occurred_at, $1) AS day, channel, model, reason, count(*) AS total,
           count(*) FILTER (WHERE useful) AS useful, count(*) FILTER (WHERE overridden) AS overridden
    FROM topic_feedback
    GROUP BY 1, 2, 3, 4, 5
), difference AS (
    SELECT topic_id, day, channel, model, reason,
           sum(total) AS total, sum(useful) AS useful, sum(overridden) AS overridden
    FROM (TABLE counted
          UNION ALL
          SELECT topic_id, day, channel, model, reason, -total, -useful, -overridden FROM topic_daily) AS compared
    GROUP BY topic_id, day, channel, model, reason
    HAVING (sum(total), sum(useful), sum(overridden)) <> (0, 0, 0)
), corrected AS (
    INSERT INTO topic_daily (topic_id, day, channel, model, reason, total, useful, overridden)
    SELECT * FROM difference
)
SELECT count(*) AS counters,
       coalesce(sum(greatest(abs(total), abs(useful), abs(overridden))), 0)::bigint AS feedback
FROM difference
