-- Remembers that a reviewer passed a training prompt over, and frees it for others.
-- In: its id; the reviewer.
WITH freed AS (
    DELETE FROM review_reservations WHERE id = $1 AND reviewer = $2
)
INSERT INTO review_skips AS stored (id, reviewer)
SELECT id, $2 FROM training_prompts WHERE id = $1
ON CONFLICT (reviewer, id) DO UPDATE SET skipped_at = clock_timestamp()
