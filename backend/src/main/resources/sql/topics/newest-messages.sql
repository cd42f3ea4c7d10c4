-- A topic's newest messages.
-- In: the topic; how many.
SELECT message_id, message, by_person
FROM message_topics JOIN customer_messages ON customer_messages.id = message_id AND message IS NOT NULL
WHERE topic_id = $1
ORDER BY written_at DESC, number DESC
LIMIT $2
