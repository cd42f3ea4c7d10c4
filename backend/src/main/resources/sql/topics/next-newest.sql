-- A page of feedback from the newest backwards, of which what is not placed yet is embedded and placed first.
-- In: how many at most; the sentence model; the time and the id to go on from.
-- Out: each one's id, time and message, whether it is placed, and the message's text where that is still to be embedded.
WITH page AS MATERIALIZED (
    SELECT id, occurred_at, message_id,
           EXISTS (SELECT FROM topic_feedback WHERE feedback_id = feedback.id) AS is_placed
    FROM feedback
    WHERE (occurred_at, id) < ($3, $4)
    ORDER BY occurred_at DESC, id DESC
    LIMIT $1
)
SELECT page.id, page.occurred_at, page.message_id, is_placed,
       CASE WHEN NOT is_placed AND known.message_id IS NULL THEN message END AS message
FROM page
JOIN customer_messages ON customer_messages.id = page.message_id
LEFT JOIN message_topics AS known
    ON NOT is_placed AND known.message_id = page.message_id AND known.model = $2
       AND known.text_digest = sha256(convert_to(message, 'UTF8'))
ORDER BY page.occurred_at DESC, page.id DESC
