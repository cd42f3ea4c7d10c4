-- Why: the planner's statistics also kept digests of verdicts. Nothing is planned by them.
-- Locks: feedback in SHARE UPDATE EXCLUSIVE for a moment; reads and writes go on beside it.
ALTER TABLE feedback ALTER COLUMN verdict_digest SET STATISTICS 0;
DO $$
BEGIN
    PERFORM pg_clear_attribute_stats(current_schema()::text, 'feedback', 'verdict_digest', false);
END $$;
