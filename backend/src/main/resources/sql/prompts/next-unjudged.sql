-- The next overrides and thumbs-up to be judged, oldest first: those before which nothing waits for its vector any more, here or
-- on the way into memory.
-- In: the sentence model; up to where vectors are in memory, a transaction and a message's id; how many at most.
-- Out: each as it stands, with its message.
WITH waiting AS MATERIALIZED (
    SELECT occurred_at
    FROM feedback
    WHERE (changed_in, id) > ((SELECT changed_in FROM topic_progress), (SELECT feedback_id FROM topic_progress))
    ORDER BY changed_in, id
    LIMIT 1001
), bound AS MATERIALIZED (
    SELECT CASE
        WHEN (SELECT count(*) FROM waiting) > 1000
             OR EXISTS (SELECT FROM message_topics WHERE model < $1) OR EXISTS (SELECT FROM message_topics WHERE model > $1)
            THEN '-infinity'
        ELSE least((SELECT min(occurred_at) FROM waiting),
                   (SELECT min(written_at) FROM message_topics WHERE (vector_changed_in, message_id) > ($2::text::xid8, $3)),
                   'infinity')
    END AS at
)
SELECT judged.feedback_id, judged.message_id, judged.changed_in::text AS changed_in, judged.topic_id, judged.occurred_at,
       judged.useful, judged.overridden, false AS approved, customer.message, feedback.ai_reply, feedback.agent_reply, feedback.agent_id
FROM topic_feedback AS judged
JOIN feedback ON feedback.id = judged.feedback_id AND coalesce(judged.changed_in = feedback.changed_in, true)
JOIN customer_messages AS customer ON customer.id = judged.message_id AND customer.message IS NOT NULL
WHERE judged.covered IS NULL AND (judged.useful OR judged.overridden)
  AND judged.occurred_at < (SELECT at FROM bound)
ORDER BY judged.occurred_at, judged.feedback_id
LIMIT $4
