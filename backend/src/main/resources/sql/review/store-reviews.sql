-- Stores one decision on training prompts, which this transaction holds.
-- In: parallel arrays of ids and of the revisions that were looked at (null: any); the review; note and reply (null: as they
-- were, '': none); who decided, as they are called, and as reservations name them.
-- Out: a row for each, in their order: whether there is such a prompt, whether it is still the one that was looked at, and
-- whether it takes a reply of the reviewer's.
WITH item AS MATERIALIZED (
    SELECT item.id, item.position, reviewed.prompt, reviewed.edited_reply, reviewed.note,
           reviewed.id IS NOT NULL AS is_found,
           coalesce(item.revision = reviewed.revision, true) AS is_current,
           $5::text IS NULL OR $5::text = '' OR rating = 0 AS takes_reply
    FROM unnest($1::uuid[], $2::text[]) WITH ORDINALITY AS item (id, revision, position)
    LEFT JOIN reviewed_training_prompts AS reviewed ON reviewed.id = item.id
), stored AS (
    INSERT INTO training_reviews AS stored (id, review, prompt_digest, taught_reply, note, reviewed_by, reviewer)
    SELECT id, $3, sha256(convert_to(prompt, 'UTF8')), nullif(coalesce($5, edited_reply), ''), nullif(coalesce($4, note), ''), $6, $7
    FROM item
    WHERE is_found AND is_current AND takes_reply
    ORDER BY id
    ON CONFLICT (id) DO UPDATE
        SET review = excluded.review, prompt_digest = excluded.prompt_digest, taught_reply = excluded.taught_reply,
            note = excluded.note, reviewed_by = excluded.reviewed_by, reviewer = excluded.reviewer,
            reviewed_at = now(), revision = stored.revision + 1
    RETURNING id
), freed AS (
    DELETE FROM review_reservations WHERE id IN (SELECT id FROM stored)
), taken AS (
    DELETE FROM review_skips WHERE id IN (SELECT id FROM stored)
)
SELECT id, is_found, is_current, takes_reply FROM item ORDER BY position
