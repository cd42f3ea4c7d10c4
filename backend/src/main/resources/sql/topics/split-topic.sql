-- Moves a message out of its topic into a new one, and pins it there.
-- In: the topic; the message; the new topic's name.
-- Out: whether there is such a topic, and whether it holds the message; the new one's id, null where another has the name.
WITH held AS (
    SELECT message_id FROM message_topics WHERE message_id = $2 AND topic_id = $1
), split AS (
    INSERT INTO topics (id, name, typical_message_id, named_by_person, corrected)
    SELECT uuidv7(), $3, message_id, true, true
    FROM held
    WHERE NOT EXISTS (SELECT FROM topics WHERE lower(name) = lower($3))
    RETURNING id, typical_message_id
), moved AS (
    UPDATE message_topics SET topic_id = split.id, by_person = true FROM split WHERE message_id = typical_message_id
), counted AS (
    UPDATE topic_feedback SET topic_id = split.id FROM split WHERE message_id = typical_message_id
), left_behind AS (
    -- It stands for the new one now.
    UPDATE topics SET typical_message_id = NULL
    FROM split
    WHERE topics.id = $1 AND topics.typical_message_id = split.typical_message_id
), noticed AS (
    UPDATE topic_progress SET version = version + 1 WHERE EXISTS (SELECT FROM split)
)
SELECT EXISTS (SELECT FROM topics WHERE id = $1) AS is_found, EXISTS (SELECT FROM held) AS is_held, (SELECT id FROM split) AS id
