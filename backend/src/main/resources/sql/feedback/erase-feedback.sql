-- Deletes what was derived from a message and takes it out of the counters.
-- In: the message's id, locked by this transaction; the writer's shard; of one verdict alone its id, null for all; whether the
-- daily figures stay as they are, as those of what is erased for its age may.
-- Out: how many feedback there were.
WITH prompt AS (
    -- By the feedback's ids, which the identity's index finds: no index of its own to be fed by every write.
    DELETE FROM training_prompts WHERE id IN (SELECT id FROM feedback WHERE message_id = $1 AND ($3::uuid IS NULL OR id = $3))
), erased AS (
    DELETE FROM feedback WHERE message_id = $1 AND ($3::uuid IS NULL OR id = $3)
    RETURNING reporting_day(occurred_at, (SELECT zone FROM reporting_zone)) AS day, coalesce(channel, '') AS channel, coalesce(model, '') AS model,
              useful, coalesce(reason, '') AS reason, overridden,
              ai_reply_id, occurred_at, prompt_id
), daily AS (
    INSERT INTO feedback_daily AS stored (day, channel, model, slot, total, useful, overridden)
    SELECT day, channel, model, $2, -count(*), -count(*) FILTER (WHERE useful), -count(*) FILTER (WHERE overridden)
    FROM erased
    WHERE NOT $4::boolean
    GROUP BY day, channel, model
    ORDER BY day, channel, model
    ON CONFLICT ON CONSTRAINT feedback_daily_pkey DO UPDATE
        SET total = stored.total + excluded.total, useful = stored.useful + excluded.useful,
            overridden = stored.overridden + excluded.overridden
), rejected AS (
    INSERT INTO rejected_daily AS stored (day, channel, model, reason, slot, total, overridden)
    SELECT day, channel, model, reason, $2, -count(*), -count(*) FILTER (WHERE overridden)
    FROM erased
    WHERE NOT useful AND NOT $4::boolean
    GROUP BY day, channel, model, reason
    ORDER BY day, channel, model, reason
    ON CONFLICT ON CONSTRAINT rejected_daily_pkey DO UPDATE
        SET total = stored.total + excluded.total, overridden = stored.overridden + excluded.overridden
), retired AS (
    INSERT INTO retired_daily AS stored (day, channel, model, total, useful, overridden)
    SELECT day, channel, model, count(*), count(*) FILTER (WHERE useful), count(*) FILTER (WHERE overridden)
    FROM erased
    WHERE $4::boolean
    GROUP BY day, channel, model
    ORDER BY day, channel, model
    ON CONFLICT ON CONSTRAINT retired_daily_pkey DO UPDATE
        SET total = stored.total + excluded.total, useful = stored.useful + excluded.useful,
            overridden = stored.overridden + excluded.overridden
), retired_rejected AS (
    INSERT INTO retired_rejected_daily AS stored (day, channel, model, reason, total, overridden)
    SELECT day, channel, model, reason, count(*), count(*) FILTER (WHERE overridden)
    FROM erased
    WHERE NOT useful AND $4::boolean
    GROUP BY day, channel, model, reason
    ORDER BY day, channel, model, reason
    ON CONFLICT ON CONSTRAINT retired_rejected_daily_pkey DO UPDATE
        SET total = stored.total + excluded.total, overridden = stored.overridden + excluded.overridden
), journal AS (
    INSERT INTO rejection_journal (ai_reply_id, day, channel, model, reason, step, overridden, occurred_at)
    SELECT ai_reply_id, day, channel, model, reason, -1, overridden, occurred_at
    FROM erased
    WHERE NOT useful
)
SELECT count(*), count_prompts(array_agg(DISTINCT prompt_id) FILTER (WHERE prompt_id IS NOT NULL), $2) FROM erased
