-- Moves what a topic holds to another one, pins what that one then holds, and deletes the first.
-- In: the topic; the other one. Out: whether there is each of them; nothing is done unless there are both.
WITH pair AS (
    SELECT merged.id AS merged_id, kept.id AS kept_id
    FROM topics AS merged CROSS JOIN topics AS kept
    WHERE merged.id = $1 AND kept.id = $2
), moved AS (
    UPDATE message_topics SET topic_id = kept_id, by_person = true
    FROM pair
    WHERE topic_id = merged_id OR topic_id = kept_id AND NOT by_person
), counted AS (
    UPDATE topic_feedback SET topic_id = kept_id FROM pair WHERE topic_id = merged_id
), corrected AS (
    UPDATE topics SET corrected = true FROM pair WHERE id = kept_id
), deleted AS (
    DELETE FROM topics USING pair WHERE id = merged_id
), noticed AS (
    UPDATE topic_progress SET version = version + 1 WHERE EXISTS (SELECT FROM pair)
)
SELECT EXISTS (SELECT FROM topics WHERE id = $1) AS is_found, EXISTS (SELECT FROM topics WHERE id = $2) AS is_other_found
