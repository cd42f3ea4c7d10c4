-- The topics with their typical messages, in the order of their names.
-- In: the one that is asked for; null: all. Out: no message where the typical one is not known, or was erased.
SELECT topics.id, name, named_by_person, hidden, found_at, typical.id AS message_id, typical.message
FROM topics LEFT JOIN customer_messages AS typical ON typical.id = typical_message_id AND typical.message IS NOT NULL
WHERE $1::uuid IS NULL OR topics.id = $1::uuid
ORDER BY lower(name), topics.id
