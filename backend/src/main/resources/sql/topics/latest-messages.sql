-- A page of the messages that are grouped, latest first.
-- In: the model; the time and the number to go on from; how many at most.
SELECT written_at, number, message_id, message, vector, topic_id, by_person
FROM message_topics JOIN customer_messages ON id = message_id
WHERE model = $1 AND (written_at, number) < ($2, $3) AND message IS NOT NULL
ORDER BY written_at DESC, number DESC
LIMIT $4
