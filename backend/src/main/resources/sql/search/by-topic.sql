-- Feedback in some topics, newest first, day by day as it was placed.
-- In: topics, and other, whether feedback in none is asked for too; wording, of an override case, or null.
, candidate AS MATERIALIZED (
    SELECT found.id, false AS indexed, false AS text_matches
    FROM period CROSS JOIN LATERAL (
        SELECT feedback_id AS id, occurred_at
        FROM topic_feedback
        WHERE topic_id = ANY (CAST(:topics AS uuid[])) AND occurred_at >= period.first AND occurred_at < period.before
          AND (CAST(:wording AS text) IS NULL OR overridden)
        UNION ALL
        SELECT feedback_id, occurred_at
        FROM topic_feedback
        WHERE CAST(:other AS boolean) AND topic_id IS NULL AND occurred_at >= period.first AND occurred_at < period.before
        ORDER BY occurred_at DESC, id DESC
    ) AS found
    WHERE (found.occurred_at, found.id) < ((SELECT at FROM start), (SELECT id FROM start))
)
