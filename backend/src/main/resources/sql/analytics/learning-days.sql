-- The window, and what was judged on each of its days and of the period of equal length just before it; and what came of the
-- prompts that were asked for.
-- In: as topic-days.sql.
-- Out: the window on every row, with how much waits to be judged (counted up to 10,000). With a day: its counts, of held_out
-- null those of the judgements, else those of the prompts of one arm.
WITH asked AS MATERIALIZED (
    SELECT today, first_day, last_day,
           CASE WHEN last_day - first_day < 1100 THEN first_day - (last_day - first_day + 1) END AS earliest_day
    FROM asked_days($1, $2, $3)
), part AS (
    SELECT day, NULL::boolean AS held_out, 0::bigint AS asked,
           sum(total)::bigint AS total, sum(useful)::bigint AS useful, sum(overridden)::bigint AS overridden,
           sum(judged)::bigint AS judged, sum(covered)::bigint AS covered, sum(known)::bigint AS known,
           sum(control)::bigint AS control, sum(thumbs_up)::bigint AS thumbs_up, sum(misleading)::bigint AS misleading
    FROM topic_daily
    WHERE day >= (SELECT earliest_day FROM asked) AND day <= (SELECT last_day FROM asked)
      AND ($4::text[] IS NULL OR channel = ANY ($4::text[]))
      AND ($5::text[] IS NULL OR model = ANY ($5::text[]))
      AND ($6::text[] IS NULL OR reason = ANY ($6::text[]))
      AND ($7::uuid[] IS NULL OR topic_id = ANY ($7::uuid[]) OR $8::boolean AND topic_id IS NULL)
    GROUP BY day
    UNION ALL
    SELECT day, held_out, sum(asked)::bigint, sum(total)::bigint, sum(useful)::bigint, sum(overridden)::bigint, 0, 0, 0, 0, 0, 0
    FROM prompt_daily
    WHERE day >= (SELECT earliest_day FROM asked) AND day <= (SELECT last_day FROM asked)
      AND ($4::text[] IS NULL OR channel = ANY ($4::text[]))
      AND ($5::text[] IS NULL OR model = ANY ($5::text[]))
    GROUP BY day, held_out
)
SELECT today, first_day, last_day, EXISTS (SELECT FROM prompt_daily) AS was_ever_asked,
       (SELECT count(*)
        FROM (SELECT FROM topic_feedback WHERE covered IS NULL AND (useful OR overridden) LIMIT 10000) AS unjudged) AS waiting,
       part.*
FROM asked LEFT JOIN part ON true
