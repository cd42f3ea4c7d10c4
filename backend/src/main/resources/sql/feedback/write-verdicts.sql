-- Writes verdicts, their training prompts and the counters in one statement, so in one commit.
-- In: parallel arrays, one element a verdict, no (message, AI reply) twice; the writer's shard ($16); whether to count the
-- prompts that they name ($23), or named before: who writes several rounds in one transaction counts them all at its end.
-- Out: a row for each verdict, each with the prompts' ids: its feedback's id, that which it had where it was taken back, and what became of it (no id: the
-- message is erased).
-- Locks, in every writer's order: turns of contexts, messages by id, then (under them) feedback, prompts by id, counters by key.
WITH item AS (
    SELECT item.*, taken_back.feedback_id AS taken_back_id,
           (SELECT id FROM learned_prompts WHERE id = item.prompt_id) AS known_prompt_id,
           CASE WHEN item.context_message_ids IS NULL THEN item.context
                ELSE standing_turns(item.context, item.context_message_ids::uuid[]) END AS turns
    FROM unnest($1::integer[], $2::uuid[], $3::text[], $4::bytea[], $5::text[], $6::boolean[], $7::text[], $8::text[],
                $9::text[], $10::text[], $11::text[], $12::text[], $13::timestamptz[], $14::bytea[], $15::text[],
                $17::boolean[], $18::uuid[], $19::text[], $20::text[], $21::text[], $22::boolean[])
        AS item (position, message_id, message, ai_reply_id, ai_reply, useful, agent_reply, reason,
                 comment, agent_id, channel, model, occurred_at, verdict_digest, prompt, repeats_ai_reply,
                 prompt_id, trace_id, context, context_message_ids, by_public_key)
    LEFT JOIN LATERAL (
        -- A click from before the verdict was taken back changes nothing; one that came between has taken its place.
        SELECT feedback_id
        FROM taken_back_verdicts AS taken
        WHERE (taken.message_id, taken.ai_reply_id) = (item.message_id, item.ai_reply_id)
          AND taken.taken_back_at >= item.occurred_at
          AND NOT EXISTS (
              SELECT FROM feedback
              WHERE (feedback.message_id, feedback.ai_reply_id) = (item.message_id, item.ai_reply_id))
        ORDER BY taken.taken_back_at DESC
        LIMIT 1
    ) AS taken_back ON true
), message AS (
    -- Always updates, if only to itself: that locks the row and tells whether the message is erased.
    INSERT INTO customer_messages AS stored (id, message, message_at)
    SELECT DISTINCT ON (message_id) message_id, message, occurred_at
    FROM item
    WHERE taken_back_id IS NULL
    ORDER BY message_id, occurred_at DESC, position DESC
    ON CONFLICT (id) DO UPDATE
        SET (message, message_at) = (
            SELECT excluded.message, excluded.message_at
            WHERE coalesce(excluded.message_at >= stored.message_at, stored.taken_back_at IS NOT NULL)
            UNION ALL
            SELECT stored.message, stored.message_at
            WHERE NOT coalesce(excluded.message_at >= stored.message_at, stored.taken_back_at IS NOT NULL)),
            reworded_in = CASE WHEN excluded.message_at >= stored.message_at AND excluded.message <> stored.message
                               THEN pg_current_xact_id() ELSE stored.reworded_in END
    RETURNING id,
              CASE WHEN old.taken_back_at IS NOT NULL
                        AND old.taken_back_at IS DISTINCT FROM (
                            SELECT seen.taken_back_at FROM customer_messages AS seen WHERE seen.id = new.id)
                   THEN begin_anew()
                   ELSE new.message IS NULL END AS erased
), verdict AS (
    INSERT INTO feedback AS stored (message_id, ai_reply_id, ai_reply, useful, agent_reply, reason, comment, agent_id,
                                    channel, model, occurred_at, confirmed_at, verdict_digest, repeats_ai_reply,
                                    prompt_id, trace_id, context, context_message_ids, by_public_key)
    SELECT message_id, ai_reply_id, ai_reply, useful, agent_reply, reason, comment,
           CASE WHEN NOT EXISTS (SELECT FROM forgotten_agents) OR NOT EXISTS (SELECT FROM forgotten_agents AS forgotten WHERE forgotten.agent_hash = agent_hash(item.agent_id))
                THEN item.agent_id END,
           channel, model, occurred_at, occurred_at, verdict_digest, repeats_ai_reply,
           known_prompt_id, trace_id, turns, context_message_ids::uuid[], by_public_key
    FROM item JOIN message ON message.id = item.message_id AND NOT message.erased
    ORDER BY message_id, ai_reply_id
    ON CONFLICT ON CONSTRAINT feedback_identity DO UPDATE
        SET (useful, agent_reply, reason, comment, agent_id, channel, model, occurred_at, verdict_digest, received_at,
             changed_in, repeats_ai_reply, prompt_id, trace_id, context, context_message_ids, by_public_key) = (
                SELECT excluded.useful, excluded.agent_reply, excluded.reason, excluded.comment, excluded.agent_id,
                       excluded.channel, excluded.model, excluded.occurred_at, excluded.verdict_digest, excluded.received_at,
                       excluded.changed_in, excluded.repeats_ai_reply, excluded.prompt_id, excluded.trace_id,
                       excluded.context, excluded.context_message_ids, excluded.by_public_key
                WHERE excluded.occurred_at >= stored.confirmed_at AND excluded.verdict_digest <> stored.verdict_digest
                UNION ALL
                SELECT stored.useful, stored.agent_reply, stored.reason, stored.comment, stored.agent_id,
                       stored.channel, stored.model, stored.occurred_at, stored.verdict_digest, stored.received_at,
                       stored.changed_in, stored.repeats_ai_reply, stored.prompt_id, stored.trace_id,
                       stored.context, stored.context_message_ids, stored.by_public_key
                WHERE excluded.occurred_at < stored.confirmed_at OR excluded.verdict_digest = stored.verdict_digest),
            confirmed_at = greatest(excluded.occurred_at, stored.confirmed_at)
    RETURNING new.id, new.message_id, new.ai_reply_id, old.prompt_id AS old_prompt_id, new.prompt_id AS new_prompt_id,
              old.id IS NULL AS created, old.verdict_digest AS old_digest, new.verdict_digest AS new_digest,
              reporting_day(old.occurred_at, (SELECT zone FROM reporting_zone)) AS old_day, old.channel AS old_channel, old.model AS old_model,
              old.useful AS old_useful, old.reason AS old_reason, old.overridden AS old_overridden, old.occurred_at AS old_at,
              reporting_day(new.occurred_at, (SELECT zone FROM reporting_zone)) AS new_day, new.channel AS new_channel, new.model AS new_model,
              new.useful AS new_useful, new.reason AS new_reason, new.overridden AS new_overridden, new.occurred_at AS new_at
), outcome AS (
    SELECT verdict.*, item.position, item.prompt,
           CASE WHEN created THEN 'CREATED'
                WHEN old_digest = item.verdict_digest THEN 'UNCHANGED'
                WHEN new_digest = item.verdict_digest THEN 'REPLACED'
                ELSE 'SUPERSEDED' END AS outcome
    FROM verdict JOIN item USING (message_id, ai_reply_id)
), training_prompt AS (
    INSERT INTO training_prompts (id, message_id, prompt, rating)
    SELECT id, message_id, prompt, new_useful::integer
    FROM outcome
    WHERE outcome IN ('CREATED', 'REPLACED')
    ORDER BY id
    ON CONFLICT (id) DO UPDATE
        SET prompt = excluded.prompt, rating = excluded.rating, updated_at = excluded.updated_at
), movement AS (
    SELECT 1 AS step, ai_reply_id, new_at AS occurred_at, new_day AS day, coalesce(new_channel, '') AS channel,
           coalesce(new_model, '') AS model, new_useful AS useful, coalesce(new_reason, '') AS reason,
           new_overridden AS overridden
    FROM outcome WHERE outcome IN ('CREATED', 'REPLACED')
    UNION ALL
    SELECT -1, ai_reply_id, old_at, old_day, coalesce(old_channel, ''),
           coalesce(old_model, ''), old_useful, coalesce(old_reason, ''),
           old_overridden
    FROM outcome WHERE outcome = 'REPLACED'
), daily AS (
    INSERT INTO feedback_daily AS stored (day, channel, model, slot, total, useful, overridden)
    SELECT day, channel, model, $16,
           sum(step), coalesce(sum(step) FILTER (WHERE useful), 0), coalesce(sum(step) FILTER (WHERE overridden), 0)
    FROM movement
    GROUP BY day, channel, model
    ORDER BY day, channel, model
    ON CONFLICT ON CONSTRAINT feedback_daily_pkey DO UPDATE
        SET total = stored.total + excluded.total, useful = stored.useful + excluded.useful,
            overridden = stored.overridden + excluded.overridden
), rejected AS (
    INSERT INTO rejected_daily AS stored (day, channel, model, reason, slot, total, overridden)
    SELECT day, channel, model, reason, $16, sum(step), coalesce(sum(step) FILTER (WHERE overridden), 0)
    FROM movement
    WHERE NOT useful
    GROUP BY day, channel, model, reason
    ORDER BY day, channel, model, reason
    ON CONFLICT ON CONSTRAINT rejected_daily_pkey DO UPDATE
        SET total = stored.total + excluded.total, overridden = stored.overridden + excluded.overridden
), journal AS (
    INSERT INTO rejection_journal (ai_reply_id, day, channel, model, reason, step, overridden, occurred_at)
    SELECT ai_reply_id, day, channel, model, reason, step, overridden, occurred_at
    FROM movement
    WHERE NOT useful
), prompts AS MATERIALIZED (
    SELECT array_agg(prompt_id) AS ids, CASE WHEN $23::boolean THEN count_prompts(array_agg(prompt_id), $16) END AS are_counted
    FROM (SELECT new_prompt_id FROM outcome WHERE outcome IN ('CREATED', 'REPLACED')
          UNION
          SELECT old_prompt_id FROM outcome WHERE outcome = 'REPLACED') AS named (prompt_id)
    WHERE prompt_id IS NOT NULL
)
SELECT item.position, coalesce(outcome.id, taken_back_id) AS id,
       CASE WHEN taken_back_id IS NOT NULL THEN 'SUPERSEDED' ELSE outcome.outcome END AS outcome,
       prompts.ids AS prompt_ids, prompts.are_counted
FROM item LEFT JOIN outcome USING (position) CROSS JOIN prompts
