-- Some of the messages that are still in one of these topics.
-- In: the topics' ids; the model; how many at most.
-- Out: each one's id, and its vector where it is this model's.
SELECT message_id, CASE WHEN model = $2 THEN vector END AS vector
FROM message_topics
WHERE topic_id = ANY ($1::uuid[])
LIMIT $3
