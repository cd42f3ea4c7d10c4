-- Why: the bundled sentence model knows English; where most messages are in another language, the dashboard says so.
-- Locks: topic_progress, which has one row.

ALTER TABLE topic_progress ADD COLUMN foreign_share double precision
    CONSTRAINT topic_progress_foreign_share_check CHECK (foreign_share BETWEEN 0 AND 1);
COMMENT ON COLUMN topic_progress.foreign_share IS
    'share of the messages of the last regrouping that are not in English; null before the first';
