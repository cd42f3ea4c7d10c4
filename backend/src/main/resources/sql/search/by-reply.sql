-- Feedback on one AI reply, newest first, out of the index and the tail.
-- In: reply, the AI reply's id.
, candidate AS MATERIALIZED (
    SELECT id, indexed, false AS text_matches
    FROM (
        -- Each side in its order already, so that they are read no further than they are needed.
        (SELECT feedback_id AS id, occurred_at, true AS indexed
         FROM feedback_search
         WHERE ai_reply_start = substring(CAST(:reply AS bytea) FOR 8)
           AND (occurred_at, feedback_id) < ((SELECT at FROM start), (SELECT id FROM start))
         ORDER BY occurred_at DESC, feedback_id DESC)
        UNION ALL
        (SELECT tail.id, occurred_at, false
         FROM behind CROSS JOIN LATERAL (
             SELECT id, occurred_at FROM feedback WHERE id = behind.id AND ai_reply_id = CAST(:reply AS bytea) OFFSET 0
         ) AS tail
         WHERE (occurred_at, tail.id) < ((SELECT at FROM start), (SELECT id FROM start))
         ORDER BY occurred_at DESC, tail.id DESC)
    ) AS found
    ORDER BY occurred_at DESC, id DESC
)
