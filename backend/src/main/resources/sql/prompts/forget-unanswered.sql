-- Forgets prompts that got no verdict within thirty days; what was counted of them stays. One that somebody holds is left for
-- the next time.
DELETE FROM learned_prompts
WHERE id IN (
    SELECT id FROM learned_prompts
    WHERE feedback_id IS NULL AND asked_at < now() - interval '30 days'
    ORDER BY asked_at
    LIMIT 10000
    FOR UPDATE SKIP LOCKED)
