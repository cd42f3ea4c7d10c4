-- The topics that are not hidden, each with its typical message, and whether it was found within the last seven days.
-- In: the reporting zone. Out: no message where the typical one is not known, or was erased.
SELECT topics.id, name, named_by_person, found_at,
       reporting_day(found_at, $1) > reporting_day(now(), $1) - 7 AS is_new,
       typical.id AS message_id, typical.message
FROM topics LEFT JOIN customer_messages AS typical ON typical.id = typical_message_id AND typical.message IS NOT NULL
WHERE NOT hidden
