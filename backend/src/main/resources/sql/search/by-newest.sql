-- The newest feedback, whatever it is: where a match is frequent these hold a page of them.
-- In: newest, how many are looked at.
, candidate AS MATERIALIZED (
    SELECT id, false AS indexed, false AS text_matches
    FROM feedback
    WHERE (occurred_at, id) < ((SELECT at FROM start), (SELECT id FROM start))
      AND (CAST(:earliest AS timestamptz) IS NULL OR occurred_at >= CAST(:earliest AS timestamptz))
    ORDER BY occurred_at DESC, id DESC
    LIMIT :newest
)
