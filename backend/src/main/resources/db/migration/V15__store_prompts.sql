-- Why: what the AI was told, and what came of it. A prompt is stored without the customer's text; a feedback names the prompt
-- that its AI reply came from, and each prompt counts once, by the newest verdict on it, with its examples or held out.
-- Locks: feedback while its two partial indexes are made, one pass over it without a row to sort.

CREATE TABLE learned_prompts (
    id           uuid        NOT NULL,
    asked_at     timestamptz NOT NULL DEFAULT now(),
    held_out     boolean     NOT NULL,
    had_examples boolean     NOT NULL,
    feedback_id  uuid,
    day          date,
    channel      text,
    model        text,
    useful       boolean,
    overridden   boolean,
    CONSTRAINT learned_prompts_pkey PRIMARY KEY (id),
    CONSTRAINT learned_prompts_held_out_had_examples CHECK (had_examples OR NOT held_out)
);
COMMENT ON COLUMN learned_prompts.held_out IS 'examples were found and withheld, to measure what they are worth';
COMMENT ON COLUMN learned_prompts.had_examples IS 'an example was found, whether or not it was withheld: only then the prompt counts';
COMMENT ON COLUMN learned_prompts.feedback_id IS 'the newest verdict; with the columns after this one as it stands in prompt_daily, where there were examples; null: none';
CREATE INDEX learned_prompts_unanswered ON learned_prompts (asked_at) WHERE feedback_id IS NULL;

CREATE TABLE learned_prompt_examples (
    prompt_id   uuid     NOT NULL,
    position    smallint NOT NULL,
    feedback_id uuid     NOT NULL,
    similarity  real     NOT NULL,
    CONSTRAINT learned_prompt_examples_pkey PRIMARY KEY (prompt_id, position),
    CONSTRAINT learned_prompt_examples_prompt_fkey FOREIGN KEY (prompt_id) REFERENCES learned_prompts (id) ON DELETE CASCADE
);
COMMENT ON COLUMN learned_prompt_examples.feedback_id IS 'the feedback that was the example; it may have been erased since';

-- Slots as in feedback_daily, which see.
CREATE TABLE prompt_daily (
    day        date     NOT NULL,
    channel    text     NOT NULL,
    model      text     NOT NULL,
    held_out   boolean  NOT NULL,
    slot       smallint NOT NULL,
    asked      bigint   NOT NULL,
    total      bigint   NOT NULL,
    useful     bigint   NOT NULL,
    overridden bigint   NOT NULL,
    CONSTRAINT prompt_daily_pkey PRIMARY KEY (day, channel, model, held_out, slot)
);
COMMENT ON COLUMN prompt_daily.asked IS 'prompts that were asked for on that day; the other counts are of verdicts on that day';

ALTER TABLE feedback
    ADD COLUMN prompt_id uuid,
    ADD COLUMN trace_id text,
    ADD COLUMN context text,
    ADD COLUMN context_message_ids uuid[];
COMMENT ON COLUMN feedback.prompt_id IS 'the learned prompt that the AI reply came from; null also where that was not known';
COMMENT ON COLUMN feedback.context IS 'a JSON array of {role, text, messageId}: the earlier turns of the conversation';
COMMENT ON COLUMN feedback.context_message_ids IS 'the customer messages that turns of the context name; null where none does';
CREATE INDEX feedback_of_prompt ON feedback (prompt_id) WHERE prompt_id IS NOT NULL;
CREATE INDEX feedback_with_turn ON feedback USING gin (context_message_ids) WHERE context_message_ids IS NOT NULL;

-- Counts prompts by their newest verdicts as they are now, whatever became of them in this transaction. Its statements see what
-- others have committed before the prompts' rows were free, so each prompt counts once.
CREATE FUNCTION count_prompts(ids uuid[], shard integer) RETURNS boolean
    LANGUAGE plpgsql STRICT AS
$$
BEGIN
    PERFORM FROM learned_prompts WHERE id = ANY (ids) ORDER BY id FOR NO KEY UPDATE;
    WITH newest AS (
        SELECT DISTINCT ON (prompt_id) prompt_id, id, reporting_day(occurred_at, (SELECT zone FROM reporting_zone)) AS day,
               coalesce(channel, '') AS channel, coalesce(model, '') AS model, useful, overridden
        FROM feedback
        WHERE prompt_id = ANY (ids)
        ORDER BY prompt_id, occurred_at DESC, id DESC
    ), moved AS (
        UPDATE learned_prompts AS prompt
        SET (feedback_id, day, channel, model, useful, overridden)
            = (newest.id, newest.day, newest.channel, newest.model, newest.useful, newest.overridden)
        FROM unnest(ids) AS given (id) LEFT JOIN newest ON newest.prompt_id = given.id
        WHERE prompt.id = given.id
          AND (prompt.feedback_id, prompt.day, prompt.channel, prompt.model, prompt.useful, prompt.overridden)
              IS DISTINCT FROM
              (newest.id, newest.day, newest.channel, newest.model, newest.useful, newest.overridden)
        RETURNING new.held_out, new.had_examples, old.day AS old_day, old.channel AS old_channel, old.model AS old_model,
                  old.useful AS old_useful, old.overridden AS old_overridden,
                  new.day AS new_day, new.channel AS new_channel, new.model AS new_model,
                  new.useful AS new_useful, new.overridden AS new_overridden
    ), movement AS (
        SELECT 1 AS step, held_out, new_day AS day, new_channel AS channel, new_model AS model, new_useful AS useful,
               new_overridden AS overridden
        FROM moved WHERE had_examples AND new_day IS NOT NULL
        UNION ALL
        SELECT -1, held_out, old_day, old_channel, old_model, old_useful, old_overridden
        FROM moved WHERE had_examples AND old_day IS NOT NULL
    )
    INSERT INTO prompt_daily AS stored (day, channel, model, held_out, slot, asked, total, useful, overridden)
    SELECT day, channel, model, held_out, shard, 0, sum(step), coalesce(sum(step) FILTER (WHERE useful), 0),
           coalesce(sum(step) FILTER (WHERE overridden), 0)
    FROM movement
    GROUP BY day, channel, model, held_out
    ORDER BY day, channel, model, held_out
    ON CONFLICT ON CONSTRAINT prompt_daily_pkey DO UPDATE
        SET total = stored.total + excluded.total, useful = stored.useful + excluded.useful,
            overridden = stored.overridden + excluded.overridden;
    RETURN true;
END;
$$;

-- Who erases a message and who stores a turn of it wait for each other here: the turn may name a message that was never seen,
-- which has no row to lock. Few locks, so that a batch of a thousand contexts fills no lock table.
CREATE FUNCTION turn_lock(message_id uuid) RETURNS integer
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN abs(hashtext(message_id::text) % 64);

-- The turns of a context without those of erased messages; null where none is left.
CREATE FUNCTION standing_turns(turns text, message_ids uuid[]) RETURNS text
    LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(7359, locked.key)
    FROM (SELECT DISTINCT turn_lock(id) AS key FROM unnest(message_ids) AS named (id) ORDER BY key) AS locked;
    RETURN (
        SELECT jsonb_agg(turn ORDER BY position)
        FROM jsonb_array_elements(turns::jsonb) WITH ORDINALITY AS given (turn, position)
        WHERE NOT EXISTS (
            SELECT FROM customer_messages
            WHERE id = (turn ->> 'messageId')::uuid AND message IS NULL AND taken_back_at IS NULL));
END;
$$;
