-- The texts of some overrides.
-- In: parallel arrays: the feedback ($1), and the AI reply that it is shown with ($2; null: its own).
-- Out: in their order.
SELECT shown.id AS feedback_id, shown.message_id, customer_messages.message, shown.agent_reply,
       coalesce(replaced.ai_reply_id, shown.ai_reply_id) AS ai_reply_id,
       coalesce(replaced.ai_reply, shown.ai_reply) AS ai_reply
FROM unnest($1::uuid[], $2::bytea[]) WITH ORDINALITY AS typical (feedback_id, ai_reply_id, place)
JOIN feedback AS shown ON shown.id = typical.feedback_id
JOIN customer_messages ON customer_messages.id = shown.message_id
LEFT JOIN LATERAL (
    SELECT ai_reply_id, ai_reply
    FROM feedback
    WHERE NOT useful AND feedback.ai_reply_id = typical.ai_reply_id
    LIMIT 1) AS replaced ON true
ORDER BY typical.place
