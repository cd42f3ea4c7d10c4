-- As correct-feedback-daily.sql, for the thumbs-down by reason.
WITH counted AS (
    SELECT day, channel, model, reason, sum(total) AS total, sum(overridden) AS overridden
    FROM (SELECT reporting_day(occurred_at, $1) AS day, coalesce(channel, '') AS channel, coalesce(model, '') AS model,
                 coalesce(reason, '') AS reason, count(*) AS total, count(*) FILTER (WHERE feedback.overridden) AS overridden
          FROM feedback
          WHERE NOT useful
          GROUP BY 1, 2, 3, 4
          UNION ALL
          SELECT day, channel, model, reason, total, overridden FROM retired_rejected_daily) AS part
    GROUP BY day, channel, model, reason
), stored AS (
    SELECT day, channel, model, reason, sum(total) AS total, sum(overridden) AS overridden
    FROM rejected_daily
    GROUP BY day, channel, model, reason
), difference AS (
    SELECT *
    FROM (SELECT day, channel, model, reason,
                 coalesce(counted.total, 0) - coalesce(stored.total, 0) AS total,
                 coalesce(counted.overridden, 0) - coalesce(stored.overridden, 0) AS overridden
          FROM counted FULL JOIN stored USING (day, channel, model, reason)) AS compared
    WHERE (total, overridden) <> (0, 0)
), corrected AS (
    INSERT INTO rejected_daily AS stored (day, channel, model, reason, slot, total, overridden)
    SELECT day, channel, model, reason, -1, total, overridden
    FROM difference
    ON CONFLICT ON CONSTRAINT rejected_daily_pkey DO UPDATE
        SET total = stored.total + excluded.total, overridden = stored.overridden + excluded.overridden
), version AS (
    INSERT INTO folded_days (day, version)
    SELECT DISTINCT day, pg_current_xact_id() FROM difference
    ON CONFLICT ON CONSTRAINT folded_days_pkey DO UPDATE SET version = excluded.version
)
SELECT count(*) AS counters, coalesce(sum(greatest(abs(total), abs(overridden))), 0)::bigint AS feedback
FROM difference
