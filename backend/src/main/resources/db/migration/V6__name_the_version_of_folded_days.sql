-- Why: what a day's counters were is read again and again, and hardly changes once the day is over. The slots that were
-- joined (slot -1) get a version a day, so that a reader can keep them in memory and know whether they still hold; the
-- others, of today and of days that were written to since, are few and always read.
CREATE TABLE folded_days (
    day     date NOT NULL,
    version xid8 NOT NULL,
    CONSTRAINT folded_days_pkey PRIMARY KEY (day)
);
COMMENT ON COLUMN folded_days.version IS 'the transaction that last changed the day''s counters in slot -1';

INSERT INTO folded_days (day, version)
SELECT DISTINCT day, pg_current_xact_id()
FROM (SELECT day, slot FROM feedback_daily UNION SELECT day, slot FROM rejected_daily) AS counters
WHERE slot = -1;

CREATE INDEX feedback_daily_unfolded ON feedback_daily (day) WHERE slot >= 0;
CREATE INDEX rejected_daily_unfolded ON rejected_daily (day) WHERE slot >= 0;
