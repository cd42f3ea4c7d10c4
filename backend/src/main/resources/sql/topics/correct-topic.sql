-- Renames a topic, hides it, or shows it again, and pins what it holds.
-- In: the topic; its name and whether it is hidden, each null to stay as it is.
-- Out: whether there is such a topic, and whether it was corrected: not if another one has the name.
WITH corrected AS (
    UPDATE topics
    SET name = coalesce($2::text, name), named_by_person = named_by_person OR $2::text IS NOT NULL,
        hidden = coalesce($3::boolean, hidden), corrected = true
    WHERE id = $1
      AND NOT EXISTS (SELECT FROM topics AS other WHERE other.id <> $1 AND lower(other.name) = lower($2::text))
    RETURNING id
), pinned AS (
    UPDATE message_topics SET by_person = true
    WHERE topic_id = (SELECT id FROM corrected) AND NOT by_person
), noticed AS (
    UPDATE topic_progress SET version = version + 1 WHERE EXISTS (SELECT FROM corrected)
)
SELECT EXISTS (SELECT FROM topics WHERE id = $1) AS is_found, EXISTS (SELECT FROM corrected) AS is_corrected
