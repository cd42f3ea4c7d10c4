-- Training prompts that were not compared yet, with those that call the same reply the opposite, and the vectors of both
-- messages where there are some. A prompt waits a while for its message's vector; without one, only the same words mean the same.
-- In: whether there are vectors at all; how many prompts at most.
-- Out: a row for each pair, one without an opponent where there is none.
WITH next AS MATERIALIZED (
    SELECT curated.id, message_key, right_key, wrong_key, message_id, occurred_at
    FROM curated_prompts AS curated
    CROSS JOIN LATERAL (
        -- One by one: merged by their ids, all feedback before the first would be read every time.
        SELECT message_id, occurred_at, received_at FROM feedback WHERE feedback.id = curated.id OFFSET 0
    ) AS verdict
    WHERE NOT compared
      AND (NOT $1::boolean OR received_at < now() - interval '10 minutes'
           OR EXISTS (SELECT FROM message_topics WHERE message_topics.message_id = verdict.message_id))
    ORDER BY curated.id
    LIMIT $2
)
SELECT next.id, next.occurred_at, opposite.id AS opposite_id, opposite.occurred_at AS opposite_at,
       next.message_key = opposite.message_key AS same_words, mine.vector, mine.model, theirs.vector AS opposite_vector,
       theirs.model AS opposite_model
FROM next
LEFT JOIN LATERAL (
    (SELECT curated.id, message_key FROM curated_prompts AS curated WHERE curated.wrong_key = next.right_key AND curated.id <> next.id
     ORDER BY curated.id DESC LIMIT 20)
    UNION
    (SELECT curated.id, message_key FROM curated_prompts AS curated WHERE curated.right_key = next.wrong_key AND curated.id <> next.id
     ORDER BY curated.id DESC LIMIT 20)
) AS other ON true
LEFT JOIN LATERAL (
    SELECT other.id, other.message_key, feedback.occurred_at, feedback.message_id FROM feedback WHERE feedback.id = other.id
) AS opposite ON true
LEFT JOIN message_topics AS mine ON mine.message_id = next.message_id
LEFT JOIN message_topics AS theirs ON theirs.message_id = opposite.message_id
