-- The window, and what is needed to count it and the period of equal length just before it.
-- In: the reporting zone; first and last day (null: the 30 days that end today). A window the wrong way round, or too long
-- to serve, gives its bounds alone.
-- Out: the window on every row. With a version: a day that has folded counters. With a channel: counters that are not
-- folded yet, in whatever shards; with a reason those of the thumbs-down. '' stands for "has none".
WITH asked AS MATERIALIZED (
    SELECT today, first_day, last_day,
           CASE WHEN last_day - first_day < 1100 THEN first_day - (last_day - first_day + 1) END AS earliest_day
    FROM asked_days($1, $2, $3)
), part AS (
    SELECT day, version::text AS version, NULL AS channel, NULL AS model, NULL AS reason,
           NULL::bigint AS total, NULL::bigint AS useful, NULL::bigint AS overridden
    FROM folded_days
    WHERE day >= (SELECT earliest_day FROM asked) AND day <= (SELECT last_day FROM asked)
    UNION ALL
    SELECT day, NULL, channel, model, NULL, sum(total)::bigint, sum(useful)::bigint, sum(overridden)::bigint
    FROM feedback_daily
    WHERE slot >= 0 AND day >= (SELECT earliest_day FROM asked) AND day <= (SELECT last_day FROM asked)
    GROUP BY day, channel, model
    UNION ALL
    SELECT day, NULL, channel, model, reason, sum(total)::bigint, 0, sum(overridden)::bigint
    FROM rejected_daily
    WHERE slot >= 0 AND day >= (SELECT earliest_day FROM asked) AND day <= (SELECT last_day FROM asked)
    GROUP BY day, channel, model, reason
)
SELECT today, first_day, last_day, part.*
FROM asked LEFT JOIN part ON true
