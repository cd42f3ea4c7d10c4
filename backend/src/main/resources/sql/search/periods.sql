-- Begins a search; a file of its own for each way to search goes on and names candidates, matching.sql ends it.
-- In: startAt and startId, after which feedback is wanted; earliest, before which none is (or null); days, how many days are
-- looked at before months are; useful, channels, models, reasons and toDay as in matching.sql; zone, the reporting one.
WITH RECURSIVE progress AS MATERIALIZED (
    SELECT * FROM search_progress
), start (at, id) AS MATERIALIZED (
    -- Of a midnight that comes twice PostgreSQL takes the second: the reporting day then decides.
    SELECT least(CAST(:startAt AS timestamptz), last.moment),
           CASE WHEN last.moment < CAST(:startAt AS timestamptz)
                THEN CAST('ffffffff-ffff-ffff-ffff-ffffffffffff' AS uuid) ELSE CAST(:startId AS uuid) END
    FROM (SELECT CAST(CAST(:toDay AS date) + 1 AS timestamp) AT TIME ZONE :zone AS moment) AS last
), behind AS (
    -- What the index doesn't know yet, or not as it is now. OFFSET 0 holds the planner to this way wherever it stands in
    -- these files: it can't know how little there is to be read.
    SELECT id
    FROM (
        SELECT id
        FROM feedback
        WHERE (changed_in, id) > ((SELECT changed_in FROM progress), (SELECT feedback_id FROM progress))
        ORDER BY changed_in, id
        OFFSET 0
    ) AS changed
    UNION
    SELECT feedback.id
    FROM (
        SELECT id
        FROM customer_messages
        WHERE reworded_in IS NOT NULL
          AND (reworded_in, id) > ((SELECT reworded_in FROM progress), (SELECT message_id FROM progress))
        ORDER BY reworded_in, id
        OFFSET 0
    ) AS reworded CROSS JOIN LATERAL (
        SELECT id FROM feedback WHERE message_id = reworded.id OFFSET 0
    ) AS feedback
), period (place, day, month, first, before) AS (
    -- The days of UTC that hold feedback, and after so many the months: few lookups where a match is frequent, few where
    -- it is rare. With a filter the counters tell which days hold any of it; a day of UTC shares its moments with the
    -- reporting days before and after it, wherever the zone is.
    SELECT 0, CAST(NULL AS date), CAST(NULL AS date),
           date_trunc('day', (SELECT at FROM start), 'UTC') + interval '1 day', CAST(NULL AS timestamptz)
    UNION ALL
    SELECT place + 1,
           CASE WHEN place < :days THEN next.day END,
           CASE WHEN place >= :days THEN CAST(date_trunc('month', next.day) AS date) END,
           date_trunc(CASE WHEN place < :days THEN 'day' ELSE 'month' END, CAST(next.day AS timestamp)) AT TIME ZONE 'UTC',
           period.first
    FROM period CROSS JOIN LATERAL (
        (SELECT CAST(occurred_at AT TIME ZONE 'UTC' AS date) AS day
         FROM feedback
         WHERE coalesce(CAST(:channels AS text[]), CAST(:models AS text[]), CAST(:reasons AS text[])) IS NULL
           AND occurred_at < period.first
         ORDER BY occurred_at DESC LIMIT 1)
        UNION ALL
        (SELECT least(day + 1, CAST(period.first AT TIME ZONE 'UTC' AS date) - 1)
         FROM feedback_daily
         WHERE coalesce(CAST(:channels AS text[]), CAST(:models AS text[])) IS NOT NULL AND CAST(:reasons AS text[]) IS NULL
           AND day <= CAST(period.first AT TIME ZONE 'UTC' AS date)
           AND (CAST(:channels AS text[]) IS NULL OR channel = ANY (CAST(:channels AS text[])))
           AND (CAST(:models AS text[]) IS NULL OR model = ANY (CAST(:models AS text[])))
           AND CASE CAST(:useful AS boolean) WHEN true THEN useful WHEN false THEN total - useful ELSE total END > 0
         ORDER BY day DESC LIMIT 1)
        UNION ALL
        (SELECT least(day + 1, CAST(period.first AT TIME ZONE 'UTC' AS date) - 1)
         FROM rejected_daily
         WHERE reason = ANY (CAST(:reasons AS text[]))
           AND day <= CAST(period.first AT TIME ZONE 'UTC' AS date)
           AND (CAST(:channels AS text[]) IS NULL OR channel = ANY (CAST(:channels AS text[])))
           AND (CAST(:models AS text[]) IS NULL OR model = ANY (CAST(:models AS text[])))
           AND total > 0
         ORDER BY day DESC LIMIT 1)
    ) AS next
    WHERE next.day >= CAST(coalesce(CAST(:earliest AS timestamptz), '-infinity') AT TIME ZONE 'UTC' AS date)
)
