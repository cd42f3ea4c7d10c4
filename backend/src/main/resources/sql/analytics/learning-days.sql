-- The window, and what was judged on each of its days and of the period of equal length just before it; and what came of the
-- prompts that were asked for.
-- In: as topic-days.sql.
-- Out: the window on every row, with how much waits to be placed or judged (counted up to 10,000). With a day: its counts, of
-- held_out null those of overrides and judgements, else those of the prompts of one arm. Where no topic is asked for, overrides
-- are all there are, placed or not.
WITH asked AS MATERIALIZED (
    SELECT today, first_day, last_day,
           CASE WHEN last_day - first_day < 1100 THEN first_day - (last_day - first_day + 1) END AS earliest_day
    FROM asked_days($1, $2, $3)
), part AS (
    SELECT day, NULL::boolean AS held_out, 0::bigint AS asked,
           0::bigint AS total, 0::bigint AS useful,
           sum(CASE WHEN $7::uuid[] IS NULL THEN 0 ELSE overridden END)::bigint AS overridden,
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
    SELECT day, NULL, 0, 0, 0, sum(overridden)::bigint, 0, 0, 0, 0, 0, 0
    FROM rejected_daily
    WHERE day >= (SELECT earliest_day FROM asked) AND day <= (SELECT last_day FROM asked) AND $7::uuid[] IS NULL
      AND ($4::text[] IS NULL OR channel = ANY ($4::text[]))
      AND ($5::text[] IS NULL OR model = ANY ($5::text[]))
      AND ($6::text[] IS NULL OR reason = ANY ($6::text[]))
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
        FROM (SELECT FROM topic_feedback WHERE covered IS NULL AND (useful OR overridden)
              UNION ALL
              SELECT FROM feedback
              WHERE (changed_in, id) > ((SELECT changed_in FROM topic_progress), (SELECT feedback_id FROM topic_progress))
              LIMIT 10000) AS unjudged) AS waiting,
       part.*
FROM asked LEFT JOIN part ON true
