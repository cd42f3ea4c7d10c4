-- Stores what was found out about training prompts, as long as their verdicts are those that were looked at, and how far that is.
-- In: parallel arrays, one element a training prompt; up to which change was read, a transaction and a feedback's id.
WITH progress AS (
    UPDATE curation_progress SET changed_in = $13::text::xid8, feedback_id = $14
)
INSERT INTO curated_prompts AS stored (id, verdict_digest, message, ai_reply, agent_reply, context, kind, message_key,
                                       right_key, wrong_key, same_sides, no_reply)
SELECT found.id, found.verdict_digest, found.message, found.ai_reply, found.agent_reply, found.context, kind, message_key,
       right_key, wrong_key, same_sides, no_reply
FROM unnest($1::uuid[], $2::bytea[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::bigint[],
            $9::bigint[], $10::bigint[], $11::boolean[], $12::boolean[])
    AS found (id, verdict_digest, message, ai_reply, agent_reply, context, kind, message_key, right_key, wrong_key,
              same_sides, no_reply)
JOIN feedback ON feedback.id = found.id AND feedback.verdict_digest = found.verdict_digest
JOIN training_prompts ON training_prompts.id = found.id
ORDER BY found.id
ON CONFLICT (id) DO UPDATE
    SET verdict_digest = excluded.verdict_digest, message = excluded.message, ai_reply = excluded.ai_reply,
        agent_reply = excluded.agent_reply, context = excluded.context, kind = excluded.kind,
        message_key = excluded.message_key, right_key = excluded.right_key, wrong_key = excluded.wrong_key,
        same_sides = excluded.same_sides, no_reply = excluded.no_reply, compared = false, contradicted_by = NULL
