-- Feedback on one customer message, newest first.
-- In: onMessage, the message's id.
, candidate AS MATERIALIZED (
    SELECT id, false AS indexed, false AS text_matches
    FROM feedback
    WHERE message_id = CAST(:onMessage AS uuid) AND (occurred_at, id) < ((SELECT at FROM start), (SELECT id FROM start))
    ORDER BY occurred_at DESC, id DESC
)
