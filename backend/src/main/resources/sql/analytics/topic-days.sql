-- The window, and what was counted for each topic on each of its days and of the period of equal length just before it.
-- In: the reporting zone; first and last day, as in counted-days.sql; channels, models and reasons, each null for all; the
-- topics ($7), and whether feedback in none is asked for too ($8); both null for all. With reasons thumbs-down alone count.
-- Out: the window on every row. With a day: a topic's counts (null: of what is in none).
WITH asked AS MATERIALIZED (
    SELECT today, first_day, last_day,
           CASE WHEN last_day - first_day < 1100 THEN first_day - (last_day - first_day + 1) END AS earliest_day
    FROM asked_days($1, $2, $3)
), counted AS (
    SELECT topic_id, day,
           sum(CASE WHEN $6::text[] IS NULL THEN total ELSE total - useful END)::bigint AS total,
           sum(CASE WHEN $6::text[] IS NULL THEN useful ELSE 0 END)::bigint AS useful,
           sum(overridden)::bigint AS overridden
    FROM topic_daily
    WHERE day >= (SELECT earliest_day FROM asked) AND day <= (SELECT last_day FROM asked)
      AND ($4::text[] IS NULL OR channel = ANY ($4::text[]))
      AND ($5::text[] IS NULL OR model = ANY ($5::text[]))
      AND ($6::text[] IS NULL OR reason = ANY ($6::text[]))
      AND ($7::uuid[] IS NULL OR topic_id = ANY ($7::uuid[]) OR $8::boolean AND topic_id IS NULL)
    GROUP BY topic_id, day
)
SELECT today, first_day, last_day, counted.*
FROM asked LEFT JOIN counted ON true
