-- As fold-feedback-shards.sql, for the thumbs-down by reason.
WITH over AS MATERIALIZED (
    SELECT day, channel, model, reason, slot
    FROM rejected_daily
    WHERE slot >= 0 AND day < reporting_day(now(), $1) - 1
    FOR UPDATE SKIP LOCKED
), taken AS (
    DELETE FROM rejected_daily USING over
    WHERE (rejected_daily.day, rejected_daily.channel, rejected_daily.model, rejected_daily.reason, rejected_daily.slot)
        = (over.day, over.channel, over.model, over.reason, over.slot)
    RETURNING rejected_daily.*
), version AS (
    INSERT INTO folded_days (day, version)
    SELECT DISTINCT day, pg_current_xact_id() FROM taken
    ON CONFLICT ON CONSTRAINT folded_days_pkey DO UPDATE SET version = excluded.version
)
INSERT INTO rejected_daily AS stored (day, channel, model, reason, slot, total, overridden)
SELECT day, channel, model, reason, -1, sum(total), sum(overridden)
FROM taken
GROUP BY day, channel, model, reason
ON CONFLICT ON CONSTRAINT rejected_daily_pkey DO UPDATE
    SET total = stored.total + excluded.total, overridden = stored.overridden + excluded.overridden
