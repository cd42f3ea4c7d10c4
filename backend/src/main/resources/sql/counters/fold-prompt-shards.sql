-- As fold-feedback-shards.sql, for the counters of prompts.
-- In: the reporting zone.
WITH over AS MATERIALIZED (
    SELECT day, channel, model, held_out, slot
    FROM prompt_daily
    WHERE slot >= 0 AND day < reporting_day(now(), $1) - 1
    FOR UPDATE SKIP LOCKED
), taken AS (
    DELETE FROM prompt_daily USING over
    WHERE (prompt_daily.day, prompt_daily.channel, prompt_daily.model, prompt_daily.held_out, prompt_daily.slot)
        = (over.day, over.channel, over.model, over.held_out, over.slot)
    RETURNING prompt_daily.*
)
INSERT INTO prompt_daily AS stored (day, channel, model, held_out, slot, asked, total, useful, overridden)
SELECT day, channel, model, held_out, -1, sum(asked), sum(total), sum(useful), sum(overridden)
FROM taken
GROUP BY day, channel, model, held_out
ON CONFLICT ON CONSTRAINT prompt_daily_pkey DO UPDATE
    SET asked = stored.asked + excluded.asked, total = stored.total + excluded.total, useful = stored.useful + excluded.useful,
        overridden = stored.overridden + excluded.overridden
