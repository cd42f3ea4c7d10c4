-- The window, and what was counted in it and in the period of equal length just before it for feedback in some topics.
-- In: the reporting zone; first and last day, as in counted-days.sql; the topics ($4), and whether feedback in none is
-- asked for too ($5).
-- Out: as counted-days.sql, no day with a version.
WITH asked AS MATERIALIZED (
    SELECT today, first_day, last_day,
           CASE WHEN last_day - first_day < 1100 THEN first_day - (last_day - first_day + 1) END AS earliest_day
    FROM asked_days($1, $2, $3)
), counted AS MATERIALIZED (
    SELECT day, channel, model, reason, sum(total) AS total, sum(useful) AS useful, sum(overridden) AS overridden
    FROM topic_daily
    WHERE day >= (SELECT earliest_day FROM asked) AND day <= (SELECT last_day FROM asked)
      AND (topic_id = ANY ($4::uuid[]) OR $5::boolean AND topic_id IS NULL)
    GROUP BY day, channel, model, reason
), part AS (
    SELECT day, channel, model, NULL AS reason,
           sum(total)::bigint AS total, sum(useful)::bigint AS useful, sum(overridden)::bigint AS overridden
    FROM counted
    GROUP BY day, channel, model
    UNION ALL
    -- Of a useful feedback nobody is asked for a reason.
    SELECT day, channel, model, reason, (total - useful)::bigint, 0, overridden::bigint
    FROM counted
)
SELECT today, first_day, last_day, NULL AS version, part.*
FROM asked LEFT JOIN part ON true
