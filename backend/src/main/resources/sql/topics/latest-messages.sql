-- A page of the messages that are grouped, latest first.
-- In: the model; the number to go on from; how many at most.
SELECT number, message_id, message, vector, topic_id, by_person
FROM message_topics JOIN customer_messages ON id = message_id
WHERE model = $1 AND number < $2 AND message IS NOT NULL
ORDER BY number DESC
LIMIT $3
