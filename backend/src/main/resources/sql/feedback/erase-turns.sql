-- Takes a message's turns out of every context that names it. The digest held their texts too, so it goes: a late retry is
-- a verdict that differs, and says the same.
-- In: the message's id; its turn lock is held.
-- Locks: feedback in the order in which writers lock it.
WITH naming AS MATERIALIZED (
    SELECT id FROM feedback
    WHERE context_message_ids @> ARRAY[$1::uuid]
    ORDER BY message_id, ai_reply_id
    FOR NO KEY UPDATE
)
UPDATE feedback
SET context = (SELECT jsonb_agg(turn ORDER BY position)
               FROM jsonb_array_elements(context::jsonb) WITH ORDINALITY AS stored (turn, position)
               WHERE (turn ->> 'messageId')::uuid IS DISTINCT FROM $1),
    context_message_ids = nullif(array_remove(context_message_ids, $1), '{}'),
    verdict_digest = sha256(uuid_send(gen_random_uuid())),
    changed_in = pg_current_xact_id()
FROM naming
WHERE feedback.id = naming.id
