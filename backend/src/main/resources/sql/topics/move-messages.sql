-- Moves messages to other topics, unless a person put them where they are.
-- In: the messages' ids and topics.
UPDATE message_topics SET topic_id = given.topic_id
FROM unnest($1::uuid[], $2::uuid[]) AS given (id, topic_id)
WHERE message_id = given.id AND NOT by_person AND message_topics.topic_id IS DISTINCT FROM given.topic_id
