-- Feedback that may match, newest first, day by day: what can be told without its message is told here.
, candidate AS MATERIALIZED (
    SELECT found.id, false AS indexed, false AS text_matches
    FROM period CROSS JOIN LATERAL (
        SELECT id
        FROM feedback
        WHERE occurred_at >= period.first AND occurred_at < period.before
          AND (occurred_at, id) < ((SELECT at FROM start), (SELECT id FROM start))
          AND (CAST(:useful AS boolean) IS NULL OR useful = CAST(:useful AS boolean))
          AND (CAST(:channels AS text[]) IS NULL OR coalesce(channel, '') = ANY (CAST(:channels AS text[])))
          AND (CAST(:models AS text[]) IS NULL OR coalesce(model, '') = ANY (CAST(:models AS text[])))
          AND (CAST(:reasons AS text[]) IS NULL OR NOT useful AND coalesce(reason, '') = ANY (CAST(:reasons AS text[])))
        ORDER BY occurred_at DESC, id DESC
        OFFSET 0
    ) AS found
)
