-- Recounts feedback_daily in the transaction's snapshot, adds what is counted of feedback that was erased for its age, and
-- writes the difference, into a shard that no writer uses: what is counted meanwhile is added to other shards, so their sum
-- comes out right.
-- In: the zone to count in. Out: how many counters differed, and by how many feedback in all.
WITH counted AS (
    SELECT day, channel, model, sum(total) AS total, sum(useful) AS useful, sum(overridden) AS overridden
    FROM (SELECT reporting_day(occurred_at, $1) AS day, coalesce(channel, '') AS channel, coalesce(model, '') AS model,
                 count(*) AS total, count(*) FILTER (WHERE useful) AS useful,
                 count(*) FILTER (WHERE overridden) AS overridden
          FROM feedback
          GROUP BY 1, 2, 3
          UNION ALL
          SELECT day, channel, model, total, useful, overridden FROM retired_daily) AS part
    GROUP BY day, channel, model
), stored AS (
    SELECT day, channel, model, sum(total) AS total, sum(useful) AS useful, sum(overridden) AS overridden
    FROM feedback_daily
    GROUP BY day, channel, model
), difference AS (
    SELECT *
    FROM (SELECT day, channel, model,
                 coalesce(counted.total, 0) - coalesce(stored.total, 0) AS total,
                 coalesce(counted.useful, 0) - coalesce(stored.useful, 0) AS useful,
                 coalesce(counted.overridden, 0) - coalesce(stored.overridden, 0) AS overridden
          FROM counted FULL JOIN stored USING (day, channel, model)) AS compared
    WHERE (total, useful, overridden) <> (0, 0, 0)
), corrected AS (
    INSERT INTO feedback_daily AS stored (day, channel, model, slot, total, useful, overridden)
    SELECT day, channel, model, -1, total, useful, overridden
    FROM difference
    ON CONFLICT ON CONSTRAINT feedback_daily_pkey DO UPDATE
        SET total = stored.total + excluded.total, useful = stored.useful + excluded.useful,
            overridden = stored.overridden + excluded.overridden
), version AS (
    INSERT INTO folded_days (day, version)
    SELECT DISTINCT day, pg_current_xact_id() FROM difference
    ON CONFLICT ON CONSTRAINT folded_days_pkey DO UPDATE SET version = excluded.version
)
SELECT count(*) AS counters,
       coalesce(sum(greatest(abs(total), abs(useful), abs(overridden))), 0)::bigint AS feedback
FROM difference
