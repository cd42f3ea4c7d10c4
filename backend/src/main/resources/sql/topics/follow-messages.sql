-- Moves feedback, and with it the counters, to where its message is now.
-- In: the messages' ids.
UPDATE topic_feedback AS counted SET topic_id = message_topics.topic_id
FROM message_topics
WHERE message_topics.message_id = counted.message_id AND counted.message_id = ANY ($1::uuid[])
  AND counted.topic_id IS DISTINCT FROM message_topics.topic_id
