-- The next messages whose text was replaced, in the order of that.
-- In: how many at most.
-- Out: each one's id and mark, and its text where a vector of the old one stands.
WITH next AS MATERIALIZED (
    SELECT id, reworded_in, message
    FROM customer_messages
    WHERE reworded_in IS NOT NULL
      AND (reworded_in, id) > ((SELECT reworded_in FROM topic_progress), (SELECT message_id FROM topic_progress))
      AND reworded_in < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY reworded_in, id
    LIMIT $1
)
SELECT next.id, next.reworded_in::text AS reworded_in, CASE WHEN known.message_id IS NOT NULL THEN next.message END AS message
FROM next
LEFT JOIN message_topics AS known
    ON known.message_id = next.id AND known.text_digest <> sha256(convert_to(next.message, 'UTF8'))
ORDER BY next.reworded_in, next.id
