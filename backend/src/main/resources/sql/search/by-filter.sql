-- Feedback with some channel, model or reason, newest first, day by day out of the index and the tail. A line that begins
-- with AND and names a filter that is not given is left out, so that the index serves the others.
, tail AS MATERIALIZED (
    SELECT tail.id, tail.occurred_at
    FROM behind CROSS JOIN LATERAL (SELECT id, occurred_at FROM feedback WHERE id = behind.id OFFSET 0) AS tail
), candidate AS MATERIALIZED (
    SELECT found.id, found.indexed, false AS text_matches
    FROM period CROSS JOIN LATERAL (
        SELECT feedback_id AS id, occurred_at, true AS indexed
        FROM feedback_search
        WHERE day = period.day
          AND channel = ANY (CAST(:channels AS text[]))
          AND model = ANY (CAST(:models AS text[]))
          AND reason = ANY (CAST(:reasons AS text[]))
        UNION ALL
        SELECT id, occurred_at, false
        FROM tail
        WHERE occurred_at >= period.first AND occurred_at < period.before
        ORDER BY occurred_at DESC, id DESC
    ) AS found
    WHERE (found.occurred_at, found.id) < ((SELECT at FROM start), (SELECT id FROM start))
)
