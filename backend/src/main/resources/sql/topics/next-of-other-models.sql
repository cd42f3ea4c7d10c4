-- The next messages, in the order of their arrival, whose vector is another model's.
-- In: how many at most; the model that is wanted.
SELECT message_id, message
FROM message_topics JOIN customer_messages ON id = message_id
WHERE model <> $2 AND message IS NOT NULL
ORDER BY number
LIMIT $1
