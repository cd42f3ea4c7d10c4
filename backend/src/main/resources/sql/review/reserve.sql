-- Reserves a training prompt for a reviewer, unless another has it. Clears away what expired.
-- In: its id; the reviewer.
-- Out: until when; no row where another has it, or it is gone.
WITH expired AS (
    DELETE FROM review_reservations
    WHERE id IN (SELECT id FROM review_reservations
                 WHERE reserved_until < now() AND id <> $1
                 ORDER BY reserved_until
                 LIMIT 20
                 FOR UPDATE SKIP LOCKED)
)
INSERT INTO review_reservations AS stored (id, reviewer, reserved_until)
SELECT id, $2, clock_timestamp() + interval '5 minutes' FROM training_prompts WHERE id = $1
ON CONFLICT (id) DO UPDATE SET reviewer = excluded.reviewer, reserved_until = excluded.reserved_until
    WHERE stored.reviewer = excluded.reviewer OR stored.reserved_until <= clock_timestamp()
RETURNING reserved_until
