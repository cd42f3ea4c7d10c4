-- Which messages have no vector any more.
-- In: their ids.
SELECT given.id FROM unnest($1::uuid[]) AS given (id)
WHERE NOT EXISTS (SELECT FROM message_topics WHERE message_id = given.id)
