-- Which messages another transaction holds, so that writing to them would wait. Waits for no row itself.
-- In: ids of messages, stored or not.
WITH free AS MATERIALIZED (
    SELECT id FROM customer_messages WHERE id = ANY ($1::uuid[]) FOR NO KEY UPDATE SKIP LOCKED
)
SELECT id FROM customer_messages WHERE id = ANY ($1::uuid[]) AND id NOT IN (SELECT id FROM free)
