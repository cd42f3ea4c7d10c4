-- All that is held about one message, but for its verdicts' texts.
-- In: the message's id.
-- Out: one row; none where it was never seen.
SELECT message, message_at, message IS NULL AND customer.taken_back_at IS NULL AS erased,
       topics.id AS topic_id, topics.name AS topic_name, message_topics.vector IS NOT NULL AS embedded,
       ARRAY(SELECT feedback.id FROM feedback WHERE feedback.message_id = customer.id ORDER BY occurred_at, feedback.id) AS feedback,
       ARRAY(SELECT feedback.id FROM feedback WHERE context_message_ids @> ARRAY[customer.id] ORDER BY feedback.id) AS in_context_of,
       ARRAY(SELECT DISTINCT prompt_id FROM learned_prompt_examples
             WHERE feedback_id IN (SELECT feedback.id FROM feedback WHERE feedback.message_id = customer.id)
             ORDER BY prompt_id) AS in_prompts
FROM customer_messages AS customer
LEFT JOIN message_topics ON message_topics.message_id = customer.id
LEFT JOIN topics ON topics.id = message_topics.topic_id
WHERE customer.id = $1
