-- Stores a prompt without the customer's text. Whether its examples are held out is told by a hash of its message, so that
-- asking again for it doesn't draw again.
-- In: the customer message's id, or null; the share to hold out; the examples' feedback and their similarities; the channel
-- and the model that asked, or null; the shard to count in.
-- Out: the prompt's id, and whether its examples are to be withheld.
WITH named AS MATERIALIZED (
    SELECT uuidv7() AS id
), prompt AS (
    INSERT INTO learned_prompts (id, held_out, had_examples)
    SELECT id,
           cardinality($3::uuid[]) > 0
               AND ('x' || left(encode(sha256(convert_to('replyloop.holdout ' || coalesce($1::uuid, id), 'UTF8')), 'hex'), 8))::bit(32)::bigint
                   < $2::float8 * 4294967296,
           cardinality($3::uuid[]) > 0
    FROM named
    RETURNING id, held_out
), example AS (
    INSERT INTO learned_prompt_examples (prompt_id, position, feedback_id, similarity)
    SELECT prompt.id, position, feedback_id, similarity
    FROM prompt CROSS JOIN unnest($3::uuid[], $4::real[]) WITH ORDINALITY AS given (feedback_id, similarity, position)
    WHERE NOT held_out
), counted AS (
    INSERT INTO prompt_daily AS stored (day, channel, model, held_out, slot, asked, total, useful, overridden)
    SELECT reporting_day(now(), (SELECT zone FROM reporting_zone)), coalesce($5, ''), coalesce($6, ''), held_out, $7, 1, 0, 0, 0
    FROM prompt
    ON CONFLICT ON CONSTRAINT prompt_daily_pkey DO UPDATE SET asked = stored.asked + 1
)
SELECT id, held_out FROM prompt
