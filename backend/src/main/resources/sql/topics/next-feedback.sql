-- The next feedback to place, in the order of its changes.
-- In: how many at most; the sentence model.
-- Out: each one's id, mark and message, and the message's text where that is still to be embedded.
WITH next AS MATERIALIZED (
    SELECT id, changed_in, message_id
    FROM feedback
    WHERE (changed_in, id) > ((SELECT changed_in FROM topic_progress), (SELECT feedback_id FROM topic_progress))
      AND changed_in < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY changed_in, id
    LIMIT $1
)
SELECT next.id, next.changed_in::text AS changed_in, next.message_id,
       CASE WHEN known.message_id IS NULL THEN message END AS message
FROM next
JOIN customer_messages ON customer_messages.id = next.message_id
LEFT JOIN message_topics AS known
    ON known.message_id = next.message_id AND known.model = $2
       AND known.text_digest = sha256(convert_to(message, 'UTF8'))
ORDER BY next.changed_in, next.id
