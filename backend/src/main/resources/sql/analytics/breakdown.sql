-- The same counts for each value of a channel, model or reason, in the window and in the period just before it.
-- In: as daily.sql; $7 what to break down by: channel, model or reason (which counts thumbs-down alone).
-- Out: the window, and a row a value ('': has none), the most frequent first; a row with no value where there is none.
WITH bounds AS (
    SELECT * FROM asked_days($1, $2, $3)
), counted AS (
    SELECT CASE $7 WHEN 'channel' THEN channel WHEN 'model' THEN model ELSE reason END AS value,
           day >= (SELECT first_day FROM bounds) AS current, sum(total) AS total, sum(useful) AS useful,
           sum(overridden) AS overridden
    FROM (SELECT day, channel, model, NULL AS reason, total, useful, overridden
          FROM feedback_daily
          WHERE $6::text[] IS NULL AND $7 <> 'reason'
          UNION ALL
          SELECT day, channel, model, reason, total, 0, overridden
          FROM rejected_daily
          WHERE ($6::text[] IS NOT NULL OR $7 = 'reason') AND ($6::text[] IS NULL OR reason = ANY ($6::text[]))) AS counters
    WHERE day >= (SELECT first_day - (last_day - first_day + 1) FROM bounds) AND day <= (SELECT last_day FROM bounds)
      AND ($4::text[] IS NULL OR channel = ANY ($4::text[]))
      AND ($5::text[] IS NULL OR model = ANY ($5::text[]))
    GROUP BY 1, 2
), folded AS (
    SELECT value,
           coalesce(sum(total) FILTER (WHERE current), 0)::bigint AS total,
           coalesce(sum(useful) FILTER (WHERE current), 0)::bigint AS useful,
           coalesce(sum(overridden) FILTER (WHERE current), 0)::bigint AS overridden,
           coalesce(sum(total) FILTER (WHERE NOT current), 0)::bigint AS previous_total,
           coalesce(sum(useful) FILTER (WHERE NOT current), 0)::bigint AS previous_useful,
           coalesce(sum(overridden) FILTER (WHERE NOT current), 0)::bigint AS previous_overridden
    FROM counted
    GROUP BY value
    -- What was counted and wholly taken back is no value any more.
    HAVING sum(total) > 0
)
SELECT bounds.*, folded.*
FROM bounds LEFT JOIN folded ON true
ORDER BY total DESC, previous_total DESC, value
