-- Erases the message's text and leaves its id, whether or not it was ever seen: feedback on it is refused from here on.
-- A statement of its own, before the ones that delete: they must see what this one waited for.
-- Out: the text, and the topic that the message was in; null where there was none.
WITH shown AS (
    UPDATE topics SET typical_message_id = NULL WHERE typical_message_id = $1
), taken_back AS (
    DELETE FROM taken_back_verdicts WHERE message_id = $1
)
INSERT INTO customer_messages (id) VALUES ($1)
ON CONFLICT (id) DO UPDATE SET message = NULL, message_at = NULL, taken_back_at = NULL, reworded_in = pg_current_xact_id()
RETURNING old.message, (SELECT topic_id FROM message_topics WHERE message_id = $1) AS topic_id
