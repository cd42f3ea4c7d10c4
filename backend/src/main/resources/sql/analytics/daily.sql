-- Counts by reporting day, for the window and the period of equal length just before it, every day present.
-- In: the reporting zone; first and last day (null: the 30 days that end today); channels, models, reasons (null: all;
-- '' among them: has none). A window the wrong way round, or too long to serve, gives its bounds with no days.
-- Out: today, the window, and a row a day, oldest first.
WITH span AS (
    SELECT today, first_day, last_day,
           CASE WHEN last_day - first_day < 1100 THEN greatest(last_day - first_day + 1, 0) ELSE 0 END AS days
    FROM asked_days($1, $2, $3)
), counted AS (
    SELECT day, sum(total) AS total, sum(useful) AS useful, sum(overridden) AS overridden
    FROM (SELECT day, channel, model, total, useful, overridden
          FROM feedback_daily
          WHERE $6::text[] IS NULL
          UNION ALL
          SELECT day, channel, model, total, 0, overridden
          FROM rejected_daily
          WHERE reason = ANY ($6::text[])) AS counters
    WHERE day >= (SELECT first_day - days FROM span) AND day <= (SELECT last_day FROM span)
      AND ($4::text[] IS NULL OR channel = ANY ($4::text[]))
      AND ($5::text[] IS NULL OR model = ANY ($5::text[]))
    GROUP BY day
)
SELECT today, first_day, last_day, calendar.day,
       coalesce(total, 0)::bigint AS total, coalesce(useful, 0)::bigint AS useful,
       coalesce(overridden, 0)::bigint AS overridden
FROM span
LEFT JOIN LATERAL (SELECT first_day - days + n AS day FROM generate_series(0, 2 * days - 1) AS n) AS calendar ON true
LEFT JOIN counted USING (day)
ORDER BY calendar.day
