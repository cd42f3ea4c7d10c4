-- Finds out that the database was restored into a server that has counted fewer transactions than the one it came from:
-- marks are ahead of the counter then, and what is written from here on would pass for indexed. The index is filled anew.
-- In: how many rows to mark again at most.
-- Out: how many were.
WITH restarted AS (
    UPDATE search_progress
    SET changed_in = DEFAULT, feedback_id = DEFAULT, reworded_in = DEFAULT, message_id = DEFAULT
    WHERE greatest(changed_in, reworded_in) >= pg_snapshot_xmax(pg_current_snapshot())
), changed AS (
    UPDATE feedback SET changed_in = pg_current_xact_id()
    WHERE id IN (SELECT id FROM feedback WHERE changed_in >= pg_snapshot_xmax(pg_current_snapshot())
                 ORDER BY changed_in DESC LIMIT $1)
    RETURNING id
), reworded AS (
    UPDATE customer_messages SET reworded_in = pg_current_xact_id()
    WHERE id IN (SELECT id FROM customer_messages
                 WHERE reworded_in IS NOT NULL AND reworded_in >= pg_snapshot_xmax(pg_current_snapshot())
                 ORDER BY reworded_in DESC LIMIT $1)
    RETURNING id
)
SELECT (SELECT count(*) FROM changed) + (SELECT count(*) FROM reworded)
