-- The folded counters of some days.
-- In: the days. Out: as counted-days.sql.
SELECT day, channel, model, NULL AS reason, total, useful, overridden
FROM feedback_daily
WHERE slot = -1 AND day = ANY ($1)
UNION ALL
SELECT day, channel, model, reason, total, 0, overridden
FROM rejected_daily
WHERE slot = -1 AND day = ANY ($1)
