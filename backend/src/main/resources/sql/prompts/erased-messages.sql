-- The next messages whose text was replaced or taken away, in the order of that.
-- In: the mark to go on from, a transaction and a message's id; how many at most.
-- Out: each one's mark, and whether no text is left.
SELECT id, reworded_in::text AS reworded_in, message IS NULL AS is_gone
FROM customer_messages
WHERE reworded_in IS NOT NULL AND (reworded_in, id) > ($1::text::xid8, $2)
  AND reworded_in < pg_snapshot_xmin(pg_current_snapshot())
ORDER BY reworded_in, id
LIMIT $3
