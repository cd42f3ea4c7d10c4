-- The next vectors that were written, in the order of their changes.
-- Out: with the time from which on there was a verdict on the message.
-- In: the sentence model; the mark to go on from, a transaction and a message's id; how many at most.
SELECT message_id, vector, vector_changed_in::text AS changed_in,
       (SELECT min(occurred_at) FROM feedback WHERE feedback.message_id = message_topics.message_id) AS first_verdict_at
FROM message_topics
WHERE (vector_changed_in, message_id) > ($2::text::xid8, $3)
  AND vector_changed_in < pg_snapshot_xmin(pg_current_snapshot()) AND model = $1
ORDER BY vector_changed_in, message_id
LIMIT $4
