-- The topics that are not hidden, each with its typical message, and whether it is new: all its feedback is of the last seven
-- days, while another topic's is older. Before that all are as old as the database, and none is news.
-- A hidden topic is as old as it is: hiding one makes no other new.
-- In: the reporting zone. Out: no message where the typical one is not known, or was erased.
WITH begun AS (
    SELECT topics.*, (SELECT reporting_day(occurred_at, $1) FROM topic_feedback
                      WHERE topic_id = topics.id ORDER BY occurred_at LIMIT 1) AS first_day
    FROM topics
), aged AS (
    SELECT begun.*, coalesce(first_day > week.before AND min(first_day) OVER () <= week.before, false) AS is_new
    FROM begun CROSS JOIN (SELECT reporting_day(now(), $1) - 7 AS before) AS week
)
SELECT aged.id, name, named_by_person, found_at, is_new, typical.id AS message_id, typical.message
FROM aged
LEFT JOIN customer_messages AS typical ON typical.id = typical_message_id AND typical.message IS NOT NULL
WHERE NOT hidden
