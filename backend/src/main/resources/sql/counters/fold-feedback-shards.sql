-- Joins the shards of days that are over into the one that no writer uses, so that a read of many days adds up fewer rows.
-- A shard that a writer holds is left for the next time: so nobody waits for anybody.
-- In: the reporting zone.
WITH over AS MATERIALIZED (
    SELECT day, channel, model, slot
    FROM feedback_daily
    WHERE slot >= 0 AND day < reporting_day(now(), $1) - 1
    FOR UPDATE SKIP LOCKED
), taken AS (
    DELETE FROM feedback_daily USING over
    WHERE (feedback_daily.day, feedback_daily.channel, feedback_daily.model, feedback_daily.slot)
        = (over.day, over.channel, over.model, over.slot)
    RETURNING feedback_daily.*
), version AS (
    INSERT INTO folded_days (day, version)
    SELECT DISTINCT day, pg_current_xact_id() FROM taken
    ON CONFLICT ON CONSTRAINT folded_days_pkey DO UPDATE SET version = excluded.version
)
INSERT INTO feedback_daily AS stored (day, channel, model, slot, total, useful, overridden)
SELECT day, channel, model, -1, sum(total), sum(useful), sum(overridden)
FROM taken
GROUP BY day, channel, model
ON CONFLICT ON CONSTRAINT feedback_daily_pkey DO UPDATE
    SET total = stored.total + excluded.total, useful = stored.useful + excluded.useful,
        overridden = stored.overridden + excluded.overridden
